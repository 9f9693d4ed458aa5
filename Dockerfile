# syntax=docker/dockerfile:1
ARG NODE=26.10.0-bookworm-slim

# The board, built with everything that building needs.
FROM node:${NODE} AS build
WORKDIR /liangshai
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node --input-type=module --eval "import { buildBoard } from './app/board-build.ts'; await buildBoard();"

# Only what running needs.
FROM node:${NODE} AS packages
WORKDIR /liangshai
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:${NODE}
ENV NODE_ENV=production
WORKDIR /liangshai
COPY --from=packages /liangshai/node_modules ./node_modules
COPY --from=build /liangshai/board/dist ./board/dist
COPY . .
RUN mkdir -p /var/lib/liangshai && chown node:node /var/lib/liangshai
USER node
VOLUME /var/lib/liangshai
EXPOSE 8080 1883
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:8080/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "app/cli.ts"]
CMD ["serve", "--config", "/etc/liangshai/liangshai.yaml"]
