namespace TokenPak.Distributed.Tests.Fixtures;

/// <summary>Waits until requests are compiled: after an outage of the compiler the gateway leaves it alone for a moment, and what it then compiles anew is a break of its own.</summary>
internal static class Compiling
{
    public static Task AgainAsync(DistributedProduct product) => Eventually.HoldsAsync(
        async () =>
        {
            using var request = WireRequest.Post(product.Address, Dialect.Anthropic, new AgentConversation(Dialect.Anthropic, task: "Is everything there?").Request(1));
            using var response = await product.Client.SendAsync(request).InTimeAsync("an answer");
            return response.Headers.Contains("x-tokenpak-tokens-after");
        },
        "requests to be compiled");
}
