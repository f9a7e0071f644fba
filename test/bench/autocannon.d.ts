/** What the bench uses of autocannon, which brings no types. */
declare module "autocannon" {
  interface Request {
    method: "GET" | "POST";
    path: string;
    body?: string;
    headers?: Record<string, string>;
  }
  interface Options {
    url: string;
    connections: number;
    duration: number;
    headers: Record<string, string>;
    requests: Request[];
    /** Is called for each connection before its first request. */
    setupClient?: (client: { setRequests: (requests: Request[]) => void }) => void;
  }
  interface Figures {
    requests: { average: number; total: number };
    latency: { p50: number; p97_5: number; p99: number };
    non2xx: number;
    "1xx": number;
    "4xx": number;
    "5xx": number;
    errors: number;
  }
  export default function autocannon(options: Options): Promise<Figures>;
}
