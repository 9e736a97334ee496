import { GoogleGenAI } from "@google/genai";
import { png, run, weather } from "./scenario.mjs";

const client = new GoogleGenAI({ apiKey: process.env.API_KEY, httpOptions: { baseUrl: process.env.BASE_URL } });
const model = "gemini-2.5-flash";

await run({
  async plain() {
    const response = await client.models.generateContent({ model, contents: "How far is the moon?", config: { systemInstruction: "Be brief." } });
    return { text: response.text, usage: response.usageMetadata };
  },
  async stream() {
    let text = "", usage = null;
    for await (const chunk of await client.models.generateContentStream({ model, contents: "How far is the sun?" })) {
      text += chunk.text ?? "";
      usage = chunk.usageMetadata;
    }
    return { text, usage };
  },
  async image() {
    const response = await client.models.generateContent({ model, contents: [{ role: "user", parts: [{ inlineData: { mimeType: "image/png", data: png } }, { text: "What is this?" }] }] });
    return { text: response.text };
  },
  async tools() {
    const config = { tools: [{ functionDeclarations: [{ name: "get_weather", description: "The weather in a city.", parameters: { type: "OBJECT", properties: { city: { type: "STRING" } } } }] }] };
    const contents = [{ role: "user", parts: [{ text: "What is the weather in Paris?" }] }];
    const first = await client.models.generateContent({ model, contents, config });
    const call = first.functionCalls[0];
    contents.push(first.candidates[0].content, { role: "user", parts: [{ functionResponse: { name: call.name, response: { output: weather } } }] });
    const second = await client.models.generateContent({ model, contents, config });
    return { called: call.name, arguments: call.args, text: second.text };
  },
  async embeddings() {
    const result = await client.models.embedContent({ model: "gemini-embedding-001", contents: ["one", "two"] });
    return { vectors: result.embeddings.map(e => e.values) };
  },
  async count() {
    return await client.models.countTokens({ model, contents: "How many tokens is this?" });
  },
  async models() {
    const ids = [];
    for await (const found of await client.models.list()) ids.push(found.name);
    return { ids };
  },
  async error(status) {
    return await client.models.generateContent({ model: `${model}-error-${status}`, contents: "Fail." });
  },
  async dies() {
    let text = "";
    for await (const chunk of await client.models.generateContentStream({ model: model + "-dies", contents: "Die." })) text += chunk.text ?? "";
    return { text };
  },
  async cancel() {
    const abort = new AbortController();
    for await (const chunk of await client.models.generateContentStream({ model, contents: "Stop me.", config: { abortSignal: abort.signal } })) {
      abort.abort();
      return { seen: chunk.text };
    }
  },
});
