using Cairn.Events;

namespace Cairn.Ingest.Formats.Amplitude;

/// <summary>Amplitude's answers: its clients read <c>code</c> in the body and nothing else.</summary>
internal static class AmplitudeAnswer
{
    public static VendorAnswer Taken(VendorRequest request, VendorReading reading, IngestAnswer answer)
    {
        var refused = answer.Rejected.Where(r => !reading.Events[r.Index].IsImplied).ToList();
        if (Faults(reading, refused) is { Count: > 0 } faults)
            return VendorAnswer.Json(
                new
                {
                    code = 400,
                    error = "Some events are not valid",
                    events_with_invalid_fields = faults,
                    events_with_missing_fields = new Dictionary<string, int[]>(),
                },
                400
            );
        var ingested = reading.Events.Count(e => !e.IsImplied) - refused.Count;
        var time = request.ReceivedAt.ToUnixTimeMilliseconds();
        return VendorAnswer.JsonText(
            $$"""{"code":200,"events_ingested":{{ingested}},"payload_size_bytes":{{request.Body.Bytes.Length}},"server_upload_time":{{time}}}"""
        );
    }

    /// <summary>At a 4xx without this beginning the client sends the same again and again.</summary>
    public static VendorAnswer Refused(VendorRequest request, Problem problem) =>
        problem.Status is 401 or 403
            ? VendorAnswer.Json(
                new
                {
                    code = problem.Status,
                    error = problem.Status == 401 ? "Invalid API key" : "Invalid API key: " + problem.Title,
                    status = 0,
                    message = problem.Detail ?? problem.Title,
                    reason = problem.Code,
                },
                problem.Status
            )
            : VendorAnswer.Refusal(problem);

    /// <summary>The client drops the events that are named and sends the others again: only where those have an id, so that they are not stored twice. Events that are
    /// sound and not wanted (consent, erasure, the key's names) are not its fault.</summary>
    private static Dictionary<string, List<int>> Faults(VendorReading reading, List<RejectedEvent> refused)
    {
        var faults = new Dictionary<string, List<int>>();
        var indexes = refused.Select(r => r.Index).ToHashSet();
        if (reading.Events.Where((e, i) => !indexes.Contains(i)).Any(e => e.Id is null))
            return faults;
        foreach (var refusal in refused)
        {
            if (Field(refusal.Code) is not { } field)
                continue;
            if (!faults.TryGetValue(field, out var items))
                faults.Add(field, items = []);
            items.Add(reading.Events[refusal.Index].Item);
        }

        return faults;
    }

    private static string? Field(string code) =>
        code switch
        {
            "invalid_event" => "event_type",
            "invalid_distinct_id" => "user_id",
            "invalid_timestamp" => "time",
            "invalid_session_id" => "session_id",
            "invalid_groups" => "groups",
            "invalid_set" => "user_properties",
            "invalid_properties" or "invalid_utf8" or "event_too_large" or "event_too_deep" => "event_properties",
            _ => null,
        };
}
