"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { ThemeProvider } from "next-themes";
import { useState } from "react";
import { Toaster } from "#components/ui/toast";
import { TooltipProvider } from "#components/ui/tooltip";

export function Providers({ nonce: latest, children }: { nonce: string; children: React.ReactNode }) {
  // A refresh brings another request's nonce, but the document's policy keeps that of the first.
  const [nonce] = useState(latest);
  return (
    <CSPProvider nonce={nonce}>
      <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
        <TooltipProvider delay={300}>
          <Toaster>{children}</Toaster>
        </TooltipProvider>
      </ThemeProvider>
    </CSPProvider>
  );
}
