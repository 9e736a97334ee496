namespace TokenPak.Gateway.CacheBreakpoints;

/// <summary>Bytes put into a body, before the byte at an offset.</summary>
internal readonly record struct Insertion(int Offset, ReadOnlyMemory<byte> Text)
{
    /// <summary>Asks the provider to cache up to the newest block, wherever that is.</summary>
    public static readonly ReadOnlyMemory<byte> RootMarker = "\"cache_control\":{\"type\":\"ephemeral\"},"u8.ToArray();

    /// <summary>The last member of an object.</summary>
    public static readonly ReadOnlyMemory<byte> Marker = ",\"cache_control\":{\"type\":\"ephemeral\"}"u8.ToArray();

    /// <summary>A system prompt that is a string becomes the one text block that it stands for.</summary>
    public static readonly ReadOnlyMemory<byte> TextOpening = "[{\"type\":\"text\",\"text\":"u8.ToArray();

    /// <summary>Ends what <see cref="TextOpening"/> began.</summary>
    public static readonly ReadOnlyMemory<byte> TextEnd = ",\"cache_control\":{\"type\":\"ephemeral\"}}]"u8.ToArray();

    /// <summary>Whether it is a marker by itself.</summary>
    public bool IsMarker => !Text.Equals(TextOpening);
}
