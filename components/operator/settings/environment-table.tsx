import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import type { EnvironmentSetting } from "#lib/instance/environment-settings";

/** What the environment decides, and the variable that does. Secrets are not among it. */
export function EnvironmentTable({ settings }: { settings: EnvironmentSetting[] }) {
  return (
    <Table label="Environment">
      <thead>
        <tr>
          <TableHead className="w-[32%]">Setting</TableHead>
          <TableHead>Value</TableHead>
          <TableHead className="hidden md:table-cell">Set by</TableHead>
        </tr>
      </thead>
      <tbody>
        {settings.map(({ variable, label, value, isSet }) => (
          <TableRow key={variable}>
            <TableCell className="h-9">
              {label}
              <code className="block font-mono text-xs text-ink-muted md:hidden">{isSet ? variable : "default"}</code>
            </TableCell>
            <TableCell className="h-9 wrap-anywhere">{value}</TableCell>
            <TableCell className="hidden h-9 md:table-cell">
              {isSet ? (
                <code className="font-mono text-xs">{variable}</code>
              ) : (
                <span className="text-xs text-ink-muted">default ({variable})</span>
              )}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
