import { LogoMark } from "#components/shell/logo";

/** The frame of the pages before one is signed in: the mark, what the page is for, and a column in the middle. */
export function SignInFrame(props: { title: string; children: React.ReactNode; intro?: React.ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="grid w-full max-w-sm gap-6">
        <div className="grid justify-items-center gap-3 text-center">
          <LogoMark className="size-10" />
          <h1 className="text-xl font-semibold tracking-tight text-balance wrap-anywhere">{props.title}</h1>
          {props.intro && <p className="text-ink-muted text-balance wrap-anywhere">{props.intro}</p>}
        </div>
        {props.children}
      </div>
    </main>
  );
}
