namespace TokenPak.Gateway.Publishing.Spooling;

/// <summary>
/// One file of the spool, only ever appended to and deleted as a whole. Held open and locked by the process that owns it: another one that shares the
/// folder cannot take it, and whoever comes after a crash can.
/// </summary>
internal sealed class SpoolSegment : IDisposable
{
    public const string Extension = ".spool";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _file;
    private readonly Queue<SpoolRecord> _records;

    private SpoolSegment(FileStream file, IEnumerable<SpoolRecord> records, long length)
    {
        _file = file;
        _records = new Queue<SpoolRecord>(records);
        Length = length;
        Events = _records.Sum(r => (long)r.Events);
    }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; private set; }

    /// <summary>Events not yet removed.</summary>
    public long Events { get; private set; }

    public bool IsEmpty => _records.Count == 0;

    /// <summary>The oldest record that was not removed.</summary>
    public SpoolRecord First => _records.Peek();

    /// <summary>A new file, readable by its owner alone.</summary>
    public static SpoolSegment Create(string path) => new(Open(path, FileMode.CreateNew), [], 0);

    /// <summary>Takes over a file that an earlier process left; null where its owner still holds it, or another took it.</summary>
    public static SpoolSegment? TryTake(string path, out int damaged)
    {
        damaged = 0;
        FileStream file;
        try
        {
            file = Open(path, FileMode.Open);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        try
        {
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return new SpoolSegment(file, SpoolFormat.Scan(bytes, out damaged), bytes.Length);
        }
        catch (Exception e) when (e is IOException or OverflowException or OutOfMemoryException)
        {
            file.Dispose();
            return null;
        }
    }

    /// <summary>On disk when it returns. Throws where the disk does not take it; nothing of it stays then.</summary>
    public void Append(byte[] record, int events, long at)
    {
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, record, Length);
            RandomAccess.FlushToDisk(_file.SafeFileHandle);
        }
        catch (IOException)
        {
            _file.SetLength(Length);
            throw;
        }

        _records.Enqueue(new SpoolRecord(Length, record.Length - SpoolFormat.HeaderLength, events, at));
        Length += record.Length;
        Events += events;
    }

    /// <summary>The JSON of <see cref="First"/>; null where it is not what was written.</summary>
    public byte[]? ReadFirst()
    {
        var record = First;
        var bytes = new byte[record.TotalLength];
        try
        {
            for (var read = 0; read < bytes.Length;)
            {
                var more = RandomAccess.Read(_file.SafeFileHandle, bytes.AsSpan(read), record.Offset + read);
                if (more == 0) return null;
                read += more;
            }
        }
        catch (IOException)
        {
            return null;
        }

        return SpoolFormat.TryRead(bytes, record.Offset, out _) ? bytes[SpoolFormat.HeaderLength..] : null;
    }

    public void RemoveFirst() => Events -= _records.Dequeue().Events;

    /// <summary>Deletes the file while it is still locked, so that nobody takes over what is done.</summary>
    public void Delete()
    {
        // Windows deletes no file that is open; there the lock ends first.
        if (OperatingSystem.IsWindows()) Dispose();
        try
        {
            File.Delete(_file.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Its events come a second time after the next start, which changes nothing.
        }

        Dispose();
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (mode == FileMode.CreateNew && !OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }
}
