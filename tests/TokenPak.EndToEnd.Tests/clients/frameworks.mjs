// Frameworks over the providers' APIs, each pointed at TokenPak the way its documentation says. Every scenario calls a tool and streams an answer.
import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import { ChatAnthropic } from "@langchain/anthropic";
import { HumanMessage, ToolMessage } from "@langchain/core/messages";
import { ChatOpenAI } from "@langchain/openai";
import { generateText, jsonSchema, stepCountIs, streamText, tool } from "ai";
import { run, weather } from "./scenario.mjs";

const base = process.env.BASE_URL;
const apiKey = process.env.API_KEY;
const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };

async function vercel(model) {
  const tools = { get_weather: tool({ description: "The weather in a city.", inputSchema: jsonSchema(parameters), execute: async () => weather }) };
  const answer = await generateText({ model, tools, stopWhen: stepCountIs(3), maxRetries: 0, prompt: "What is the weather in Paris?" });
  const stream = streamText({ model, maxRetries: 0, prompt: "How far is the sun?" });
  let streamed = "";
  for await (const part of stream.textStream) streamed += part;
  return { called: answer.steps[0].toolCalls[0].toolName, text: answer.text, streamed };
}

async function langChain(model) {
  const asking = model.bindTools([{ type: "function", function: { name: "get_weather", description: "The weather in a city.", parameters } }]);
  const messages = [new HumanMessage("What is the weather in Paris?")];
  const first = await asking.invoke(messages);
  messages.push(first, new ToolMessage({ content: weather, tool_call_id: first.tool_calls[0].id }));
  const answer = await asking.invoke(messages);
  let streamed = "";
  for await (const part of await model.stream("How far is the sun?")) streamed += part.text;
  return { called: first.tool_calls[0].name, text: answer.text, streamed };
}

await run({
  vercelOpenAI: () => vercel(createOpenAI({ baseURL: `${base}/v1`, apiKey }).responses("gpt-4.1-mini")),
  vercelOpenAIChat: () => vercel(createOpenAI({ baseURL: `${base}/v1`, apiKey }).chat("gpt-4.1-mini")),
  vercelAnthropic: () => vercel(createAnthropic({ baseURL: `${base}/v1`, apiKey })("claude-haiku-4-5")),
  vercelGoogle: () => vercel(createGoogleGenerativeAI({ baseURL: `${base}/v1beta`, apiKey })("gemini-2.5-flash")),
  langChainOpenAI: () => langChain(new ChatOpenAI({ model: "gpt-4.1-mini", apiKey, maxRetries: 0, configuration: { baseURL: `${base}/v1` } })),
  langChainAnthropic: () => langChain(new ChatAnthropic({ model: "claude-haiku-4-5", apiKey, maxRetries: 0, anthropicApiUrl: base })),
});
