using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TokenPak.Compression.Stages.Lossy;

/// <summary>
/// Tells the rows that are unlike the others of their kind: a rare column, a column that only few lack, a rare value among few, a number beyond two standard deviations, a point
/// where a series changes. Rows are shown twice, in the same order: to be gathered, then to be judged.
/// </summary>
internal sealed class OutlierFinder
{
    private const int MaxColumns = 2048;

    /// <summary>A longer number is an id, not a measure.</summary>
    private const int MaxDigits = 12;

    private static readonly SearchValues<char> InNumbers = SearchValues.Create("+-.0123456789eE");

    private ColumnStats[] _columns = new ColumnStats[16];
    private Judged[] _judged = [];
    private readonly Dictionary<(int Column, ulong Value), int> _values = [];
    private int _row;

    /// <summary>Rows gathered.</summary>
    public int Rows { get; private set; }

    public void Gather(int column, ReadOnlySpan<char> value)
    {
        if ((uint)column >= MaxColumns) return;
        if (column >= _columns.Length) Array.Resize(ref _columns, Math.Max(column + 1, _columns.Length * 2));
        var hash = HashOf(value);
        ref var stats = ref _columns[column];
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_values, (column, hash), out _);
        if (seen++ == 0) stats.Distinct++;
        var isNumber = TryNumber(value, out var number);
        stats.Add(isNumber, number, hash);
    }

    public void EndGathering() => Rows++;

    /// <summary>Whether this value makes its row one to keep.</summary>
    public bool IsUnlike(int column, ReadOnlySpan<char> value)
    {
        if ((uint)column >= (uint)_columns.Length) return false;
        if (_judged.Length == 0) _judged = new Judged[_columns.Length];
        ref readonly var stats = ref _columns[column];
        ref var judged = ref _judged[column];
        judged.Row = _row + 1;
        var few = Few(Rows);
        if (stats.Count <= few) return true;
        var (hash, isFirst) = (HashOf(value), judged.Hash == 0);
        var changed = !isFirst && hash != judged.Hash;
        judged.Hash = hash;

        // A value among few: those far rarer than the others, and where long runs of one end.
        var unlike = stats.Distinct * 8L <= stats.Count && (IsRare(_values[(column, hash)], stats, few) || (changed && stats.Changes * 10L <= stats.Count));
        if (stats.Numbers * 10 < stats.Count * 9) return unlike;
        if (!TryNumber(value, out var number)) return true;
        var jumped = !isFirst && stats.IsJump(judged.Number, number);
        judged.Number = number;
        return unlike || jumped || stats.IsFar(number);
    }

    /// <summary>After a row's last value: whether it lacks a column that nearly all have.</summary>
    public bool LacksOne()
    {
        _row++;
        var few = Few(Rows);
        for (var column = 0; column < _columns.Length; column++)
        {
            var lacking = Rows - _columns[column].Count;
            if (lacking > 0 && lacking <= few && (_judged.Length == 0 || _judged[column].Row != _row)) return true;
        }

        return false;
    }

    /// <summary>Of a hundred values each is seldom: rare is one that is seen a quarter as often as a value of the column is on average.</summary>
    private static bool IsRare(int count, in ColumnStats stats, int few) => count <= few && count * 4L * stats.Distinct <= stats.Count;

    private static int Few(int rows) => Math.Max(1, rows / 50);

    private static ulong HashOf(ReadOnlySpan<char> value) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(value)) | 1;

    /// <summary>A number, alone or with a short unit: <c>12</c>, <c>-3.5</c>, <c>120ms</c>, <c>85%</c>.</summary>
    private static bool TryNumber(ReadOnlySpan<char> value, out double number)
    {
        number = 0;
        value = value.Trim("\"()[]{},;:");
        var end = value.IndexOfAnyExcept(InNumbers);
        var text = end < 0 ? value : value[..end];
        var unit = value[text.Length..];
        if (text.IsEmpty || text.Length > MaxDigits || unit.Length > 3 || unit.ContainsAnyInRange('0', '9')) return false;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    /// <summary>What the row before had.</summary>
    private struct Judged
    {
        public int Row;
        public ulong Hash;
        public double Number;
    }
}
