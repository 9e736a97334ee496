using System.Text.Json;

namespace TokenPak.Gateway.Budgets;

/// <summary>Keeps the counts of one gateway in a small file, written anew as a whole.</summary>
internal sealed class FileBudgetStore : IBudgetStore
{
    private const string FileName = "budget.json";

    private readonly BudgetLedger _ledger;
    private readonly ILogger<FileBudgetStore> _logger;
    private readonly string? _path;
    private bool _isRead;

    public FileBudgetStore(BudgetLedger ledger, IConfiguration configuration, ILogger<FileBudgetStore> logger)
    {
        _ledger = ledger;
        _logger = logger;
        _path = Locate(configuration["TokenPak:DataPath"]);
    }

    public bool IsAvailable { get; private set; } = true;

    public async Task AddAsync(IReadOnlyDictionary<BudgetSlot, Spent> spent, CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        foreach (var (slot, more) in spent) _ledger.Add(slot, more);
        if (_path is null) return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path) ?? ".");
            var next = _path + ".next";
            await using (var file = new FileStream(next, Options()))
            {
                await JsonSerializer.SerializeAsync(file, _ledger.Current().ToDictionary(e => e.Key.Name, e => (long[])[e.Value.Tokens, e.Value.Nanos]), BudgetJson.Default.DictionaryStringInt64Array, cancellationToken);
            }

            File.Move(next, _path, overwrite: true);
            Succeeded();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Failed(e);
        }
    }

    /// <summary>Reads the file once: afterwards nobody else writes it.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (_isRead) return;
        _isRead = true;
        if (_path is null || !File.Exists(_path)) return;
        try
        {
            await using var file = File.OpenRead(_path);
            var known = await JsonSerializer.DeserializeAsync(file, BudgetJson.Default.DictionaryStringInt64Array, cancellationToken) ?? [];
            foreach (var (name, values) in known)
            {
                if (BudgetSlot.Parse(name) is { } slot && values is [>= 0, >= 0]) _ledger.Add(slot, new Spent(values[0], values[1]));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            Failed(e);
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static string? Locate(string? dataPath)
    {
        if (!string.IsNullOrEmpty(dataPath)) return Path.Combine(dataPath, FileName);
        var own = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return own.Length > 0 ? Path.Combine(own, "tokenpak", FileName) : null;
    }

    private void Succeeded() => IsAvailable = true;

    private void Failed(Exception e)
    {
        if (IsAvailable) _logger.StoreAway(e.GetType().Name);
        IsAvailable = false;
    }
}
