using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using TokenPak.Dashboard.Components.Periods;
using TokenPak.Dashboard.Statistics;

namespace TokenPak.Dashboard.Components.Live;

/// <summary>
/// A page whose figures are read every few seconds while it is open. A failed reading keeps the last figures and says why they are old.
/// </summary>
public abstract class LivePage : ComponentBase, IAsyncDisposable
{
    /// <summary>How old the figures may be that a page shows first once it is interactive: those of its static rendering, so that nothing flashes.</summary>
    private static readonly TimeSpan FirstAge = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _closing = new();
    private CancellationTokenSource? _reading;
    private Task? _loop;
    private string? _shown;

    [SupplyParameterFromQuery(Name = "period")] private string? PeriodName { get; set; }

    [SupplyParameterFromQuery(Name = "from")] private string? FromText { get; set; }

    [SupplyParameterFromQuery(Name = "to")] private string? ToText { get; set; }

    [Inject] private protected NavigationManager Navigation { get; private set; } = null!; // set by the framework before anything runs

    [Inject] private StatisticsApi Api { get; set; } = null!; // as above

    [Inject] private TimeProvider Time { get; set; } = null!; // as above

    [Inject] private IOptions<DashboardOptions> Options { get; set; } = null!; // as above

    /// <summary>What the page covers.</summary>
    protected Period Period { get; private set; } = new() { Name = Period.Standard };

    /// <summary>Why the newest reading failed.</summary>
    protected ReadingFailure Failure { get; private set; }

    /// <summary>When the figures were read.</summary>
    protected DateTimeOffset? ReadAt { get; private set; }

    /// <summary>Whether the page stands still.</summary>
    protected virtual bool IsPaused => false;

    /// <summary>Reads the figures and keeps them; the first failure otherwise.</summary>
    private protected abstract Task<ReadingFailure> ReadAsync(StatisticsReader reader);

    /// <summary>Called where the address has changed: forgets what belonged to the old one.</summary>
    protected virtual void Forget()
    {
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Navigation.Uri == _shown) return;
        if (_shown is not null) Forget();
        _shown = Navigation.Uri;
        await RefreshAsync(RendererInfo.IsInteractive ? FirstAge : SharedAge);
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) _loop ??= RunAsync();
    }

    /// <summary>Reads now.</summary>
    protected Task RefreshAsync() => RefreshAsync(SharedAge);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _closing.CancelAsync();
        if (_loop is not null) await _loop;
        _reading?.Dispose();
        _closing.Dispose();
    }

    private TimeSpan Interval => TimeSpan.FromSeconds(Options.Value.RefreshSeconds);

    /// <summary>Pages that read at nearly the same time share an answer.</summary>
    private TimeSpan SharedAge => Interval / 2;

    private async Task RefreshAsync(TimeSpan maxAge)
    {
        _reading?.Cancel();
        _reading?.Dispose();
        _reading = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        Period = Period.Parse(PeriodName, FromText, ToText, Time.GetUtcNow());
        try
        {
            Failure = await ReadAsync(Api.Reader(maxAge, _reading.Token));
            if (Failure == ReadingFailure.None) ReadAt = Time.GetUtcNow();
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or shows something else by now.
        }
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval, Time);
        try
        {
            do
            {
                if (IsPaused) continue;
                await InvokeAsync(async () =>
                {
                    await RefreshAsync(SharedAge);
                    StateHasChanged();
                });
            }
            while (await timer.WaitForNextTickAsync(_closing.Token));
        }
        catch (OperationCanceledException)
        {
            // The page was closed.
        }
    }
}
