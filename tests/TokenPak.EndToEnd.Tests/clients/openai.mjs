import OpenAI from "openai";
import { png, run, weather } from "./scenario.mjs";

const client = new OpenAI({ baseURL: process.env.BASE_URL + "/v1", apiKey: process.env.API_KEY, maxRetries: 0 });
const model = "gpt-4.1-mini";
const ask = (content, more = {}) => client.chat.completions.create({ model, messages: [{ role: "user", content }], ...more });
const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };

await run({
  async plain() {
    const completion = await ask("How far is the moon?");
    return { text: completion.choices[0].message.content, usage: completion.usage };
  },
  async stream() {
    let text = "", usage = null;
    for await (const chunk of await ask("How far is the sun?", { stream: true, stream_options: { include_usage: true } })) {
      text += chunk.choices[0]?.delta.content ?? "";
      usage ??= chunk.usage;
    }
    return { text, usage };
  },
  async image() {
    const completion = await ask([{ type: "text", text: "What is this?" }, { type: "image_url", image_url: { url: "data:image/png;base64," + png } }]);
    return { text: completion.choices[0].message.content };
  },
  async tools() {
    const tools = [{ type: "function", function: { name: "get_weather", description: "The weather in a city.", parameters } }];
    const messages = [{ role: "system", content: "Be brief." }, { role: "user", content: "What is the weather in Paris?" }];
    const first = await client.chat.completions.create({ model, messages, tools });
    const call = first.choices[0].message.tool_calls[0];
    messages.push(first.choices[0].message, { role: "tool", tool_call_id: call.id, content: weather });
    const second = await client.chat.completions.create({ model, messages, tools });
    return { called: call.function.name, arguments: JSON.parse(call.function.arguments), text: second.choices[0].message.content };
  },
  async embeddings() {
    const result = await client.embeddings.create({ model: "text-embedding-3-small", input: ["one", "two"] });
    return { vectors: result.data.map(d => d.embedding) };
  },
  async models() {
    const ids = [];
    for await (const found of client.models.list()) ids.push(found.id);
    return { ids };
  },
  async response() {
    const response = await client.responses.create({ model, instructions: "Be brief.", input: "How far is the moon?" });
    return { text: response.output_text, usage: response.usage };
  },
  async responseStream() {
    let text = "", last = null;
    for await (const event of await client.responses.create({ model, input: "How far is the sun?", stream: true })) {
      if (event.type === "response.output_text.delta") text += event.delta;
      last = event.type;
    }
    return { text, last };
  },
  async error(status) {
    return await ask("Fail.", { model: `${model}-error-${status}` });
  },
  async dies() {
    let text = "";
    for await (const chunk of await ask("Die.", { model: model + "-dies", stream: true })) text += chunk.choices[0]?.delta.content ?? "";
    return { text };
  },
  async cancel() {
    const stream = await ask("Stop me.", { stream: true });
    for await (const chunk of stream) {
      stream.controller.abort();
      return { seen: chunk.object };
    }
  },
});
