"use client";

export { SectionError as default } from "#components/shell/section-error";
