"use client";

import { Component } from "react";
import { Button } from "#components/ui/button";

/** That code could not be fetched: the line is down, or a newer version has been deployed. */
export class LoadFailure extends Error {
  constructor(cause: unknown) {
    super("A part of the page could not be fetched.", { cause });
  }
}

interface Props {
  /** Begins the fetch anew. */
  again: () => void;
  children: () => React.ReactNode;
}

/** Keeps a page, and what was typed into it, when a part that it fetches later does not come. */
export class LoadBoundary extends Component<Props, { error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children();
    if (!((error as unknown) instanceof LoadFailure)) throw error;
    return (
      <div
        role="alert"
        className="fixed inset-x-4 top-4 z-70 mx-auto flex w-fit items-center gap-3 rounded-lg bg-raised p-3 text-sm shadow-popup"
      >
        The server could not be reached.
        <Button
          size="sm"
          onClick={() => {
            this.props.again();
            this.setState({ error: null });
          }}
        >
          Try again
        </Button>
      </div>
    );
  }
}
