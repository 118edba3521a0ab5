"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { ThemeProvider } from "next-themes";
import { Toaster } from "#components/ui/toast";
import { TooltipProvider } from "#components/ui/tooltip";

export function Providers({ nonce, children }: { nonce: string; children: React.ReactNode }) {
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
