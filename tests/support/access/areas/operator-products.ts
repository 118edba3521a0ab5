import type { Area } from "#tests/support/access/area";

const PRODUCT = "/operator/products/kaunt";
/** There is none of these. */
const NO_PRODUCT = "no-such-product";
const NO_TYPE = "ety_01jf3xk30dmer79m5gpfqfk62s";
const NO_KEY = "key_01jf3xk30dmer79m5gpfqfk62s";

const page = (at: string) => ({ needs: "operator" as const, at: () => at });
const action = (...args: unknown[]) => ({ needs: "operator" as const, args: () => args });

export const area: Area = {
  pages: {
    "operator/products/(list)/page.tsx": page("/operator/products"),
    "operator/products/[product]/event-types/[type]/page.tsx": {
      ...page(`${PRODUCT}/event-types/${NO_TYPE}`),
      answers: 404,
    },
    "operator/products/[product]/event-types/import/page.tsx": page(`${PRODUCT}/event-types/import`),
    "operator/products/[product]/event-types/new/page.tsx": page(`${PRODUCT}/event-types/new`),
    "operator/products/[product]/event-types/(list)/page.tsx": page(`${PRODUCT}/event-types`),
    "operator/products/[product]/page.tsx": page(PRODUCT),
    "operator/products/[product]/profile/edit/page.tsx": page(`${PRODUCT}/profile/edit`),
    "operator/products/[product]/profile/history/page.tsx": page(`${PRODUCT}/profile/history`),
    "operator/products/[product]/profile/page.tsx": page(`${PRODUCT}/profile`),
    "operator/products/[product]/publish-keys/page.tsx": page(`${PRODUCT}/publish-keys`),
    "operator/products/[product]/settings/page.tsx": page(`${PRODUCT}/settings`),
    "operator/products/new/page.tsx": page("/operator/products/new"),
  },
  actions: {
    compareProfileAction: action(NO_PRODUCT, {}),
    createEventTypeAction: action(NO_PRODUCT, { name: "mine" }, "{}"),
    createProductAction: action({ name: "" }),
    createPublishKeyAction: action(NO_PRODUCT, { name: "Mine" }),
    deleteProductAction: action(NO_PRODUCT),
    importEventTypesAction: action(NO_PRODUCT, { document: [] }, {}),
    previewProfileAction: action(NO_PRODUCT, {}, "{}"),
    revokePublishKeyAction: action(NO_KEY),
    rotatePublishKeyAction: action(NO_KEY, {}),
    saveProfileAction: action(NO_PRODUCT, 1, {}),
    updateEventTypeAction: action(NO_TYPE, { archived: true }),
    updateProductAction: action(NO_PRODUCT, { name: "Mine" }),
  },
};
