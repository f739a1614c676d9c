using Cairn.Events.Privacy;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Tests.Redaction;

/// <summary>Short ways to write policies and to see what becomes of an event under them.</summary>
internal static class Policies
{
    public static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public static ProjectPrivacy All(RedactionAction action, bool distinctIds = true) =>
        Of(RedactionWords.Detectors.ToDictionary(d => d, _ => action), distinctIds);

    public static ProjectPrivacy Only(Detector detector, RedactionAction action = RedactionAction.Mask, bool distinctIds = false) =>
        Of(new() { [detector] = action }, distinctIds);

    public static ProjectPrivacy Of(
        Dictionary<Detector, RedactionAction> actions,
        bool distinctIds = false,
        PropertyRule[]? deny = null,
        PropertyRule[]? allow = null,
        ConsentPolicy? consent = null
    ) => new(new RedactionPolicy(actions, distinctIds, deny ?? [], allow ?? []), consent ?? ConsentPolicy.Default, Key);

    /// <summary>The event with <paramref name="fields"/> beside name and distinct id, after the steps.</summary>
    public static StepsVerdict Run(ProjectPrivacy privacy, string fields, string head = "\"event\":\"a\",\"distinct_id\":\"u\"")
    {
        using var json = System.Text.Json.JsonDocument.Parse("{" + head + (fields.Length > 0 ? "," + fields : "") + "}");
        return Given.StepsWith(privacy).Run(json.RootElement, Given.Request());
    }

    public static string Properties(ProjectPrivacy privacy, string properties) =>
        Run(privacy, "\"properties\":" + properties).Event!.Properties.Text();
}
