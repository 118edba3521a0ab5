import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";

/** In place of what a sheet could not load: why, and a way to try again. */
export function LoadError({ error, retry }: { error: string; retry: () => void }) {
  return (
    <Notice
      tone="bad"
      alert
      className="m-4"
      actions={
        <Button size="sm" onClick={retry}>
          Try again
        </Button>
      }
    >
      {error}
    </Notice>
  );
}
