import Anthropic from "@anthropic-ai/sdk";
import { png, run, weather } from "./scenario.mjs";

const client = new Anthropic({ baseURL: process.env.BASE_URL, apiKey: process.env.API_KEY, authToken: null, maxRetries: 0 });
const model = "claude-haiku-4-5";
const ask = (content, more = {}) => client.messages.create({ model, max_tokens: 256, messages: [{ role: "user", content }], ...more });

await run({
  async plain() {
    const message = await ask("How far is the moon?", { system: "Be brief." });
    return { text: message.content[0].text, usage: message.usage };
  },
  async stream() {
    const stream = client.messages.stream({ model, max_tokens: 256, messages: [{ role: "user", content: "How far is the sun?" }] });
    const message = await stream.finalMessage();
    return { text: message.content[0].text, usage: message.usage };
  },
  async image() {
    const message = await ask([{ type: "image", source: { type: "base64", media_type: "image/png", data: png } }, { type: "text", text: "What is this?" }]);
    return { text: message.content[0].text };
  },
  async tools() {
    const tools = [{ name: "get_weather", description: "The weather in a city.", input_schema: { type: "object", properties: { city: { type: "string" } } } }];
    const messages = [{ role: "user", content: "What is the weather in Paris?" }];
    const first = await client.messages.create({ model, max_tokens: 256, tools, messages });
    const call = first.content.find(block => block.type === "tool_use");
    messages.push({ role: "assistant", content: first.content }, { role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: weather }] });
    const second = await client.messages.create({ model, max_tokens: 256, tools, messages });
    return { called: call.name, arguments: call.input, text: second.content[0].text };
  },
  async toolsStreamed() {
    const tools = [{ name: "get_weather", description: "The weather in a city.", input_schema: { type: "object", properties: { city: { type: "string" } } } }];
    const message = await client.messages.stream({ model, max_tokens: 256, tools, messages: [{ role: "user", content: "Weather?" }] }).finalMessage();
    return { called: message.content[0].name, arguments: message.content[0].input };
  },
  async count() {
    return await client.messages.countTokens({ model, messages: [{ role: "user", content: "How many tokens is this?" }] });
  },
  async models() {
    const ids = [];
    for await (const found of client.models.list()) ids.push(found.id);
    return { ids };
  },
  async error(status) {
    return await ask("Fail.", { model: `${model}-error-${status}` });
  },
  async dies() {
    let events = 0;
    for await (const event of await ask("Die.", { model: model + "-dies", stream: true })) events += event ? 1 : 0;
    return { events };
  },
  async cancel() {
    const stream = await ask("Stop me.", { stream: true });
    for await (const event of stream) {
      stream.controller.abort();
      return { seen: event.type };
    }
  },
});
