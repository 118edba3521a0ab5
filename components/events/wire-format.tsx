import { BodyView } from "#components/ui/body-view";
import { Fact, Facts } from "#components/ui/facts";
import { HeaderList } from "#components/ui/header-list";
import type { WireFormat as Format } from "#lib/profiles/wire-format";

/** What a request looks like and what is expected of its receiver. Closed at first: it is read once. */
export function WireFormat({ format: { rules, sample, ips } }: { format: Format }) {
  return (
    <details className="panel mb-8">
      <summary className="cursor-pointer rounded-lg px-4 py-3 font-semibold">
        How events arrive{" "}
        <span className="font-normal text-ink-muted">Body, headers, signature, retries and where they come from</span>
      </summary>
      <div className="grid items-start gap-6 border-t p-4 xl:grid-cols-2">
        <Facts>
          {rules.map(({ label, text }) => (
            <Fact key={label} label={label}>
              {text}
            </Fact>
          ))}
          <Fact label="Sent from">
            {ips.length > 0 ? (
              <ul className="font-mono text-xs">
                {ips.map((ip) => (
                  <li key={ip}>{ip}</li>
                ))}
              </ul>
            ) : (
              "No fixed addresses are published yet. Verify the signature instead of trusting an address."
            )}{" "}
            <a href="/api/v1/egress-ips" className="text-link text-xs">
              As JSON
            </a>
          </Fact>
        </Facts>
        <section aria-labelledby="sample-request" className="grid min-w-0 gap-3">
          <div className="grid gap-1">
            <h2 id="sample-request" className="font-semibold">
              A request
            </h2>
            <p className="text-xs text-ink-muted">
              <code>{sample.type}</code>, signed with a sample secret. No webhook has it.
            </p>
          </div>
          <HeaderList label="Headers of the sample request" headers={sample.headers} />
          <BodyView label="Body of the sample request" body={sample.body} />
        </section>
      </div>
    </details>
  );
}
