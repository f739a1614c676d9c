using Cairn.Query.Spec;
using Cairn.Query.Time;

namespace Cairn.Insights.Questions;

/// <summary>Reads the time in a point of an answer.</summary>
internal static class PointTime
{
    /// <summary>The instant; null when the field is absent, or is none, which is a fault.</summary>
    public static DateTimeOffset? Read(SpecNode? node)
    {
        if (node is not { } field)
            return null;
        if (RangeReader.Parse(field.Text(1, 40)) is RangePoint.Instant { At: var at })
            return at;
        field.Fault("invalid_time", "This must be a time as the answer gives it, such as 2026-11-20T23:00:00Z.");
        return null;
    }
}
