using Cairn.Events;

namespace Cairn.Ingest.Formats.Umami;

/// <summary>Umami's wire format, of its tracker and of @umami/node. See docs/formats/umami.md.</summary>
internal static class UmamiFormat
{
    public static WireFormat Format { get; } = new("umami", [Taking("/api/send", ReadUmami.Send), Taking("/api/batch", ReadUmami.Batch)]);

    private static TakingRoute Taking(string path, Func<VendorRequest, VendorReading> read) =>
        new("POST", path, read, (_, _, answer) => UmamiAnswers.Taken([], answer, null)) { Refuse = UmamiAnswers.Refused };
}

/// <summary>What Umami answers.</summary>
internal static class UmamiAnswers
{
    /// <param name="told">cache, sessionId and visitId.</param>
    /// <param name="size">Of a batch.</param>
    public static VendorAnswer Taken(Dictionary<string, string> told, IngestAnswer answer, int? size)
    {
        if (size is not { } count)
            return VendorAnswer.Json(told);
        var errors = answer.Rejected.Count;
        return VendorAnswer.Json(
            new
            {
                size = count,
                processed = count - errors,
                errors,
                details = answer.Rejected.Select(r => new { index = r.Index, response = new { error = new { message = r.Message } } }),
                cache = told.GetValueOrDefault("cache"),
            }
        );
    }

    /// <summary>Umami has no keys: a website that nobody knows is a fault of the request.</summary>
    public static VendorAnswer Refused(VendorRequest request, Problem problem)
    {
        var (status, message) = problem.Status == 401 ? (400, "Website not found.") : (problem.Status, problem.Detail ?? problem.Title);
        var code = status switch
        {
            400 => "bad-request",
            403 => "forbidden",
            413 => "payload-too-large",
            _ => "server-error",
        };
        return VendorAnswer.Json(
            new
            {
                error = new
                {
                    message,
                    code,
                    status,
                },
            },
            status
        );
    }
}
