using System.Globalization;

namespace TokenPak.TestKit.Otlp;

/// <summary>Reads OTLP exports. The numbers are those of opentelemetry-proto, whose fields are never renumbered.</summary>
internal static class OtlpReader
{
    public static IEnumerable<OtlpSpan> Spans(byte[] export) =>
        from resource in ProtoMessage.Parse(export).Messages(1)
        let service = ServiceOf(resource)
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new OtlpSpan
        {
            Service = service,
            Source = scope.Message(1)?.Text(1) ?? "",
            TraceId = span.Hex(1),
            SpanId = span.Hex(2),
            ParentSpanId = span.Hex(4),
            Name = span.Text(5),
            Kind = (OtlpSpanKind)span.Scalar(6),
            Start = span.Scalar(7),
            End = span.Scalar(8),
            Attributes = Attributes(span, 9),
            Links = [.. span.Messages(13).Select(link => (link.Hex(1), link.Hex(2)))],
            IsError = span.Message(15)?.Scalar(3) == 2,
        };

    public static IEnumerable<OtlpPoint> Points(byte[] export) =>
        from resource in ProtoMessage.Parse(export).Messages(1)
        let service = ServiceOf(resource)
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        from point in PointsOf(metric)
        select point with { Service = service, Meter = scope.Message(1)?.Text(1) ?? "", Name = metric.Text(1), Unit = metric.Text(3) };

    public static IEnumerable<OtlpLog> Logs(byte[] export) =>
        from resource in ProtoMessage.Parse(export).Messages(1)
        let service = ServiceOf(resource)
        from scope in resource.Messages(2)
        from log in scope.Messages(2)
        select new OtlpLog
        {
            Service = service,
            Category = scope.Message(1)?.Text(1) ?? "",
            Text = log.Message(5) is { } body ? Value(body) : "",
            Attributes = Attributes(log, 6),
            TraceId = log.Hex(9),
        };

    private static IEnumerable<OtlpPoint> PointsOf(ProtoMessage metric)
    {
        // 5: gauge, 7: sum; their points say as_double (4) or as_int (6).
        foreach (var point in new[] { 5, 7 }.SelectMany(metric.Messages).SelectMany(data => data.Messages(1)))
        {
            yield return new OtlpPoint { Attributes = Attributes(point, 7), Value = point.Has(4) ? BitConverter.UInt64BitsToDouble(point.Scalar(4)) : (long)point.Scalar(6) };
        }

        // 9: histogram.
        foreach (var point in metric.Messages(9).SelectMany(data => data.Messages(1)))
        {
            yield return new OtlpPoint
            {
                Attributes = Attributes(point, 9),
                Value = BitConverter.UInt64BitsToDouble(point.Scalar(5)),
                Count = (long)point.Scalar(4),
                Bounds = [.. point.Packed64(7).Select(BitConverter.UInt64BitsToDouble)],
            };
        }
    }

    private static string ServiceOf(ProtoMessage resource) => resource.Message(1) is { } described ? Attributes(described, 1).GetValueOrDefault("service.name", "") : "";

    private static Dictionary<string, string> Attributes(ProtoMessage owner, int number) =>
        owner.Messages(number).GroupBy(a => a.Text(1)).ToDictionary(g => g.Key, g => g.Last().Message(2) is { } value ? Value(value) : "");

    private static string Value(ProtoMessage any) =>
        any.Has(2) ? (any.Scalar(2) != 0 ? "true" : "false")
        : any.Has(3) ? ((long)any.Scalar(3)).ToString(CultureInfo.InvariantCulture)
        : any.Has(4) ? BitConverter.UInt64BitsToDouble(any.Scalar(4)).ToString(CultureInfo.InvariantCulture)
        : any.Message(5) is { } array ? string.Join(',', array.Messages(1).Select(Value))
        : any.Text(1);
}
