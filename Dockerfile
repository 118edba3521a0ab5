# Two images. `web` is Next.js's standalone server; `tools` has the sources and runs the migrations and the worker.
#   docker build --target web -t posthorn-web . && docker build --target tools -t posthorn-tools .
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# Not `npm ci`: the lock file has the optional packages of one platform only. Prisma's install script would fetch an
# engine that is not used; naming any file stops it. `node` is this image.
ENV PRISMA_SCHEMA_ENGINE_BINARY=/app/package.json
RUN npm install --no-save --include=dev --no-audit --no-fund

# What the migrations and the worker run on: no compilers, no tests.
FROM node:24-slim AS production-dependencies
WORKDIR /app
COPY package.json package-lock.json ./
ENV PRISMA_SCHEMA_ENGINE_BINARY=/app/package.json
RUN npm install --no-save --omit=dev --no-audit --no-fund

FROM dependencies AS build
ENV POSTHORN_STANDALONE=1 NEXT_TELEMETRY_DISABLED=1 NODE_ENV=production
COPY . .
RUN node node_modules/prisma/build/index.js generate && node node_modules/next/dist/bin/next build

FROM node:24-slim AS web
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
COPY --from=build --chown=node:node /app/.next/standalone ./
COPY --from=build --chown=node:node /app/.next/static ./.next/static
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]

FROM node:24-slim AS tools
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=production-dependencies --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/prisma ./prisma
COPY --from=build --chown=node:node /app/lib ./lib
COPY --from=build --chown=node:node /app/inngest ./inngest
COPY --from=build --chown=node:node /app/scripts ./scripts
USER node
CMD ["node", "--conditions=react-server", "scripts/worker.ts"]
