import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** Counters and gauges of the whole service, in Prometheus' text format on the internal port. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: "veille_http_requests_total",
      help: "Answers by status class",
      labelNames: ["status"],
      registers,
    }),
    forumCalls: new Counter({
      name: "veille_forum_calls_total",
      help: "Calls to the forum",
      labelNames: ["call", "result"],
      registers,
    }),
    outcomes: new Counter({
      name: "veille_outcomes_total",
      help: "Outcomes of publications",
      labelNames: ["outcome"],
      registers,
    }),
    digests: new Counter({
      name: "veille_digests_total",
      help: "Outcomes of digests",
      labelNames: ["outcome"],
      registers,
    }),
    lateness: new Histogram({
      name: "veille_lateness_seconds",
      help: "From due to the forum's answer",
      buckets: [0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 900],
      registers,
    }),
    posts: new Gauge({
      name: "veille_posts",
      help: "Deferred posts by what they are doing",
      labelNames: ["doing"],
      registers,
    }),
    overdue: new Gauge({ name: "veille_overdue_posts", help: "Reached and not out for more than a minute", registers }),
    oldestDue: new Gauge({ name: "veille_oldest_due_seconds", help: "Age of the oldest reached post", registers }),
    budget: new Gauge({ name: "veille_forum_budget", help: "Calls to the forum left now", registers }),
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
