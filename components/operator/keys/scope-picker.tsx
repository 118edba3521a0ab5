import { Checkbox } from "#components/ui/checkbox";
import { FieldError } from "#components/ui/field";
import { OPERATOR_PERMISSIONS, type OPERATOR_SCOPES } from "#lib/context/operator-context";

type Scope = (typeof OPERATOR_SCOPES)[number];

const WORDS: Record<Scope, string> = {
  "*": "Everything an operator may, who operates included",
  "products:read": "See products, profiles and event types",
  "products:write": "Create and change them, and their publish keys",
  "workspaces:read": "See and export workspaces",
  "workspaces:write": "Create, change, suspend and delete them; add members and keys",
  "instance:read": "See health, settings, operators and the audit log",
  "instance:write": "Change settings and operator keys",
};

interface Props {
  value: Scope[];
  onChange: (scopes: Scope[]) => void;
  error?: string | undefined;
}

/** What a key may do. Everything includes the rest. */
export function ScopePicker({ value, onChange, error }: Props) {
  const isAll = value.includes("*");
  const toggle = (scope: Scope, checked: boolean) => {
    if (scope === "*") return onChange(checked ? ["*"] : []);
    onChange(checked ? [...value, scope] : value.filter((one) => one !== scope));
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="pb-1.5 font-medium">What it may do</legend>
      {(["*", ...OPERATOR_PERMISSIONS] as const).map((scope) => (
        <label key={scope} className="flex items-start gap-2.5">
          <Checkbox
            aria-label={scope}
            className="mt-0.5"
            checked={isAll || value.includes(scope)}
            disabled={isAll && scope !== "*"}
            onCheckedChange={(checked) => toggle(scope, checked)}
          />
          <span className="grid">
            <code className="font-mono text-xs">{scope}</code>
            <span className="text-xs text-ink-muted">{WORDS[scope]}</span>
          </span>
        </label>
      ))}
      <FieldError message={error} />
    </fieldset>
  );
}
