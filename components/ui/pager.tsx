import { ChevronLeft, ChevronRight } from "lucide-react";
import { ButtonLink } from "#components/ui/button";

/** Newer and older pages of a list that is read by cursor. Absent when everything fits on one page. */
export function Pager({ newerHref, olderHref }: { newerHref: string | null; olderHref: string | null }) {
  if (!newerHref && !olderHref) return null;
  return (
    <nav aria-label="Pages" className="flex justify-end gap-2 pt-3">
      {newerHref && (
        <ButtonLink href={newerHref} size="sm" scroll={false}>
          <ChevronLeft aria-hidden /> Newer
        </ButtonLink>
      )}
      {olderHref && (
        <ButtonLink href={olderHref} size="sm" scroll={false}>
          Older <ChevronRight aria-hidden />
        </ButtonLink>
      )}
    </nav>
  );
}
