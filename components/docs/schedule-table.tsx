import { attemptTimes } from "#lib/deliveries/retry-policy";
import { PRESETS } from "#lib/profiles/presets";
import { durationWords } from "#lib/time/duration-text";

const MAX_ATTEMPTS = 20;

/** When Posthorn's own schedule tries again. */
export function ScheduleTable() {
  const times = attemptTimes(PRESETS.acme.profile.retry, MAX_ATTEMPTS);
  return (
    <div className="overflow-x-auto rounded-lg border">
      <table className="w-full text-left text-sm tabular-nums">
        <thead>
          <tr className="border-b bg-sunken">
            <th scope="col" className="px-3 py-2 font-medium">
              Attempt
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              After the one before
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              Since the first
            </th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {times.map((time, index) => (
            <tr key={time}>
              <td className="px-3 py-1.5">{index + 1}</td>
              <td className="px-3 py-1.5">{index === 0 ? "at once" : durationWords(time - (times[index - 1] ?? 0))}</td>
              <td className="px-3 py-1.5">{index === 0 ? "" : durationWords(time)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
