import {
  type Attributes,
  type Context,
  ProxyTracerProvider,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  context,
  propagation,
  trace,
} from "@opentelemetry/api";

/** What there is before an SDK is loaded. */
const nothing = new ProxyTracerProvider().getDelegate();

/**
 * What is traced with: nothing unless the operator has loaded an OpenTelemetry SDK before us, which
 * reads the standard variables (`OTEL_…`). Who traces asks once and pays nothing without.
 */
export function findTracer(): Tracer | undefined {
  const provider = trace.getTracerProvider();
  const isNobodys = provider instanceof ProxyTracerProvider && provider.getDelegate() === nothing;
  return isNobodys ? undefined : trace.getTracer("lardomsbanken");
}

/**
 * The trace that a request is part of: that of the HTTP server's span where the SDK makes one, else what
 * the request's headers tell.
 */
export const traceOf = (headers: Iterable<[string, string]>): Context =>
  trace.getActiveSpan()
    ? context.active()
    : propagation.extract(context.active(), Object.fromEntries(headers));

/** Runs something within a span that ends with it, and tells when it fails. */
export async function withinSpan<Result>(
  tracer: Tracer,
  { name, attributes, parent }: { name: string; attributes: Attributes; parent: Context },
  run: (span: Span) => Result | Promise<Result>,
): Promise<Result> {
  const span = tracer.startSpan(name, { attributes }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), () => run(span));
  } catch (error) {
    fail(span);
    throw error;
  } finally {
    span.end();
  }
}

/** Begins the span of a statement, within whatever span there is. */
export const startStatement = (tracer: Tracer, text: string): Span =>
  tracer.startSpan("postgresql", {
    kind: SpanKind.CLIENT,
    // Values are parameters: the text holds none.
    attributes: { "db.system.name": "postgresql", "db.query.text": text },
  });

/** Says of a span that what it stands for has failed; why is in the log. */
export const fail = (span: Span): void => void span.setStatus({ code: SpanStatusCode.ERROR });
