import { CircleCheck, CircleX, Clock, LoaderCircle, Moon, RotateCw } from "lucide-react";
import { RelativeTime } from "#components/ui/relative-time";
import type { RunDetail, RunFailure, RunStep, RunWork } from "#lib/engine/engine-view";
import { plural } from "#lib/text/plural";
import { formatMs } from "#lib/time/format-time";

const BETWEEN_STEPS = "The function itself";

/** What a run has done, where it failed on the way, and what it does next. */
export function RunSteps({ run }: { run: RunDetail }) {
  const { steps, failures, next } = run;
  return (
    <section aria-label="Steps" className="grid gap-1.5">
      <h3 className="font-medium">Steps</h3>
      {steps.length + failures.length + next.length === 0 ? (
        <p className="text-ink-muted">{run.finishedAt ? "This run took no steps." : "It has not begun."}</p>
      ) : (
        <ol className="panel divide-y divide-line">
          {steps.map((step) => (
            <Step key={step.id} step={step} />
          ))}
          {failures.map((failure) => (
            <Failure key={`${failure.failedAt} ${failure.stepName}`} failure={failure} />
          ))}
          {next.map((work) => (
            <Next key={work.stepName} work={work} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Row(props: { icon: React.ReactNode; title: string; aside: React.ReactNode; children?: React.ReactNode }) {
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-2.5 px-3 py-2 [&_svg]:mt-0.5 [&_svg]:size-4">
      {props.icon}
      <div className="grid min-w-0 gap-0.5">
        <span className="wrap-anywhere">{props.title}</span>
        {props.children}
      </div>
      <span className="text-right text-xs text-ink-muted tabular-nums">{props.aside}</span>
    </li>
  );
}

function Step({ step }: { step: RunStep }) {
  const duration = step.durationMs === null ? "" : formatMs(step.durationMs);
  if (step.kind === "sleep") {
    return (
      <Row
        icon={<Moon aria-label="Slept" className="text-ink-muted" />}
        title={step.name}
        aside={`slept ${duration}`}
      />
    );
  }
  const failed = step.error !== null;
  const Icon = failed ? CircleX : CircleCheck;
  return (
    <Row
      icon={<Icon aria-label={failed ? "Failed" : "Completed"} className={failed ? "text-bad" : "text-good"} />}
      title={step.name}
      aside={duration}
    >
      {step.attempts > 1 && (
        <span className="text-xs text-ink-muted">{plural(step.attempts, "attempt", "attempts")}</span>
      )}
      {step.error && <bdi className="text-xs text-bad">{step.error.message}</bdi>}
      {!failed && step.outputJson && step.outputJson !== "null" && (
        <code className="line-clamp-3 font-mono text-xs wrap-anywhere text-ink-muted">
          {step.outputJson.slice(0, 400)}
        </code>
      )}
    </Row>
  );
}

function Failure({ failure }: { failure: RunFailure }) {
  return (
    <Row
      icon={<RotateCw aria-label="Failed attempt" className="text-warn" />}
      title={`${failure.stepName || BETWEEN_STEPS}, attempt ${failure.attempt}`}
      aside={<RelativeTime date={failure.failedAt} />}
    >
      <bdi className="text-xs text-bad">
        {failure.error.name}: {failure.error.message}
      </bdi>
      <span className="text-xs text-ink-muted">
        {failure.retryAt ? (
          <>
            Tried again <RelativeTime date={failure.retryAt} />
          </>
        ) : (
          "Not tried again"
        )}
      </span>
    </Row>
  );
}

function Next({ work }: { work: RunWork }) {
  const running = work.state === "running";
  return (
    <Row
      icon={
        running ? (
          <LoaderCircle aria-label="Running" className="animate-spin text-info" />
        ) : (
          <Clock aria-label="Waiting" className="text-ink-muted" />
        )
      }
      title={work.stepName || BETWEEN_STEPS}
      aside={work.state === "scheduled" ? <RelativeTime date={work.dueAt} /> : work.state}
    >
      {work.attempt > 1 && <span className="text-xs text-ink-muted">attempt {work.attempt}</span>}
    </Row>
  );
}
