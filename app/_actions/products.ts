"use server";

import { z } from "zod";
import { asOperator, readAsOperator } from "#app/_lib/action";
import type { ActionResult } from "#lib/actions/action-result";
import { createEventType } from "#lib/event-types/create-event-type";
import type { EventTypeInput, EventTypePatch } from "#lib/event-types/event-type-schema";
import { type ImportInput, type ImportQuery, importEventTypes } from "#lib/event-types/import-event-types";
import type { ImportPlan } from "#lib/event-types/plan-import";
import type { ProductEventType } from "#lib/event-types/product-event-types";
import { updateEventType } from "#lib/event-types/update-event-type";
import { parseJson } from "#lib/json/parse-json";
import { createProduct } from "#lib/products/create-product";
import { deleteProduct } from "#lib/products/delete-product";
import type { ProductInput, ProductPatch } from "#lib/products/product-schema";
import type { ProductView } from "#lib/products/product-view";
import { updateProduct } from "#lib/products/update-product";
import { type PreviewInput, previewProfile } from "#lib/profiles/preview-profile";
import { type CompareInput, compareProfile, type ProfileComparison } from "#lib/profiles/profile-impact";
import type { ProfileView } from "#lib/profiles/profile-view";
import type { ProfilePreview } from "#lib/profiles/render-preview";
import { type ProfileUpdate, saveProfile } from "#lib/profiles/save-profile";

// Inputs are what a browser sends, whatever their types say: the domain parses them, ids and texts are parsed here.
const Ref = z.string().max(64);
const Version = z.number().int();
/** Data or an example as it was typed. */
const JsonText = z.string().max(1_000_000);

export async function createProductAction(input: ProductInput): Promise<ActionResult<ProductView>> {
  return readAsOperator((ctx) => createProduct(ctx, input));
}

export async function updateProductAction(product: string, input: ProductPatch): Promise<ActionResult<ProductView>> {
  return asOperator((ctx) => updateProduct(ctx, Ref.parse(product), input));
}

export async function deleteProductAction(product: string): Promise<ActionResult<void>> {
  return readAsOperator((ctx) => deleteProduct(ctx, Ref.parse(product)));
}

export async function previewProfileAction(
  product: string,
  input: PreviewInput,
  data: string,
): Promise<ActionResult<ProfilePreview>> {
  return readAsOperator((ctx) => previewProfile(ctx, Ref.parse(product), input, jsonText(data)));
}

export async function compareProfileAction(
  product: string,
  input: CompareInput,
): Promise<ActionResult<ProfileComparison>> {
  return readAsOperator((ctx) => compareProfile(ctx, Ref.parse(product), input));
}

export async function saveProfileAction(
  product: string,
  expectedVersion: number,
  input: ProfileUpdate,
): Promise<ActionResult<ProfileView>> {
  return asOperator((ctx) =>
    saveProfile(ctx, Ref.parse(product), input, { expectedVersion: [Version.parse(expectedVersion)] }),
  );
}

export async function createEventTypeAction(
  product: string,
  input: EventTypeInput,
  example: string,
): Promise<ActionResult<ProductEventType>> {
  return readAsOperator((ctx) => createEventType(ctx, Ref.parse(product), input, jsonText(example)));
}

export async function updateEventTypeAction(
  id: string,
  input: EventTypePatch,
  example?: string,
): Promise<ActionResult<ProductEventType>> {
  return asOperator((ctx) =>
    updateEventType(ctx, Ref.parse(id), input, example === undefined ? undefined : jsonText(example)),
  );
}

export async function importEventTypesAction(
  product: string,
  input: ImportInput,
  query: ImportQuery,
): Promise<ActionResult<ImportPlan>> {
  return readAsOperator((ctx) => importEventTypes(ctx, Ref.parse(product), input, query));
}

/** The text itself, once it is known to be JSON. */
function jsonText(text: string): string {
  parseJson(JsonText.parse(text));
  return text;
}
