"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { ThemeProvider } from "next-themes";
import { useState } from "react";
import { Toaster } from "#components/ui/toast";

export function Providers({ nonce: latest, children }: { nonce: string; children: React.ReactNode }) {
  // A refresh brings another request's nonce, but the document's policy keeps that of the first.
  const [nonce] = useState(latest);
  return (
    <CSPProvider nonce={nonce}>
      <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
        {children}
        <Toaster />
      </ThemeProvider>
    </CSPProvider>
  );
}
