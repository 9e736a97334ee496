namespace TokenPak.EndToEnd.Tests.Fixtures;

/// <summary>What every test of the shared product uses.</summary>
public abstract class EndToEndTest(SharedProduct shared)
{
    private protected ProductUnderTest Product => shared.Product;

    private protected FakeUpstream Upstream => shared.Product.Upstream;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Runs a call and hands back the request that the provider saw for it.</summary>
    private protected async Task<RecordedRequest> SeenAsync(Func<Task> call)
    {
        var mark = Upstream.Requests.Mark();
        await call().InTimeAsync("the call to end");
        return await Upstream.Requests.NextAsync(mark);
    }
}
