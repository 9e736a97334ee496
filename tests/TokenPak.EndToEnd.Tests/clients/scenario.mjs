// Runs one scenario of a client and prints its result as one line of JSON: what the caller of the SDK would have seen.
export async function run(scenarios) {
  const [name, argument] = process.argv[2].split("=");
  try {
    console.log(JSON.stringify(await scenarios[name](argument)));
  } catch (error) {
    console.log(JSON.stringify({
      error: error.constructor.name,
      status: error.status ?? null,
      retryAfter: error.headers?.get?.("retry-after") ?? null,
      message: String(error.message),
    }));
  }
}

// A tool result as agents send them: JSON with indentation.
export const weather = JSON.stringify(
  { city: "Paris", days: Array.from({ length: 24 }, (_, hour) => ({ hour, celsius: 12 + (hour % 7), sky: "clear" })) },
  null,
  4);

export const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
