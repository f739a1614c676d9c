namespace Cairn.Ingest.Formats.Mixpanel;

/// <summary>Mixpanel's answers, to the byte: its server libraries take anything but <c>1</c> for a failure.</summary>
internal static class MixpanelAnswer
{
    public static VendorAnswer One(VendorRequest request, VendorReading reading, IngestAnswer answer)
    {
        var isVerbose = Option(request, "verbose") == "1";
        var refused = answer.Rejected.Where(r => !reading.Events[r.Index].IsImplied).ToList();
        if (refused.Count == 0 || refused.Count < reading.Events.Count(e => !e.IsImplied))
            return isVerbose ? VendorAnswer.JsonText("""{"status":1,"error":null}""") : VendorAnswer.Text("1");
        return isVerbose ? VendorAnswer.Json(new { status = 0, error = refused[0].Message }) : VendorAnswer.Text("0");
    }

    /// <summary>Only callers that do not ask for the short answer get the long one, and only with <c>strict=1</c> do they hear of single events.</summary>
    public static VendorAnswer Import(VendorRequest request, VendorReading reading, IngestAnswer answer)
    {
        if (Option(request, "verbose") is not null)
            return One(request, reading, answer);
        var refused = answer.Rejected.Where(r => !reading.Events[r.Index].IsImplied).ToList();
        var imported = reading.Events.Count(e => !e.IsImplied) - refused.Count;
        if (refused.Count == 0 || Option(request, "strict") != "1")
            return VendorAnswer.JsonText($$"""{"code":200,"num_records_imported":{{imported}},"status":"OK"}""");
        return VendorAnswer.Json(
            new
            {
                code = 400,
                error = "some data points in the request failed validation",
                failed_records = refused.Select(r => new
                {
                    index = reading.Events[r.Index].Item,
                    insert_id = reading.Events[r.Index].Id,
                    field = r.Code,
                    message = r.Message,
                }),
                num_records_imported = imported,
                status = "Bad Request",
            },
            400
        );
    }

    private static string? Option(VendorRequest request, string name) => request.Query(name) ?? request.Body.Form.GetValueOrDefault(name);
}
