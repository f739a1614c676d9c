using System.Text.RegularExpressions;
using Cairn.Query.Cohorts;
using Cairn.Query.Running;
using Cairn.Query.Spec;
using Cairn.Workspace.Cohorts;

namespace Cairn.Server.Cohorts;

/// <summary>Reads and checks what people write about a cohort.</summary>
internal static partial class CohortBody
{
    private const int MostDefinitionBytes = 64 * 1024;

    /// <summary>The cohort, its definition checked as a question would read it; null with the faults reported.</summary>
    /// <param name="kept">The cohort before the change; null for a new one.</param>
    public static async Task<(CohortText Text, Cohort Cohort)?> ReadAsync(
        SpecNode body,
        Question question,
        QuestionRunner runner,
        CohortRow? kept,
        Guid newId,
        CancellationToken cancellationToken
    )
    {
        if (body.Object("key", "name", "description", "definition") is not { } fields)
            return null;
        var name = fields.Required("name")?.Text(1, 200) ?? "";
        var description = fields["description"]?.Text(0, 2_000);
        var key = Key(fields, kept, name);
        if (fields.Required("definition") is not { } definition)
            return null;
        var text = definition.Element.GetRawText();
        if (text.Length > MostDefinitionBytes)
            definition.Fault(
                "too_large",
                $"A definition may have {MostDefinitionBytes:N0} characters. Long lists of ids belong in a static cohort."
            );
        var stored = new StoredCohort(kept?.Id ?? newId, key, name, definition.Element, kept?.ListId ?? newId);
        var cohort = await ReadDefinitionAsync(definition, question, runner, stored, cancellationToken);
        if (kept is not null && !body.Errors.Any && IsList(kept.Definition) != CohortAnswer.IsList(definition.Element))
            definition.Fault("invalid_value", "A list stays a list and a rule a rule. Make another cohort.");
        return body.Errors.Any ? null : (new CohortText(key, name, description, text), cohort);
    }

    /// <summary>The definition as a cohort; harmless where it has faults.</summary>
    public static async Task<Cohort> ReadDefinitionAsync(
        SpecNode definition,
        Question question,
        QuestionRunner runner,
        StoredCohort stored,
        CancellationToken cancellationToken
    )
    {
        var cohorts = question.Cohorts!.With(stored);
        // The same faults go to the same list, but circles are looked for with the new definition in place of the old.
        var errors = new SpecErrors { Cohorts = cohorts };
        var reading = cohorts.Read(stored, definition with { Errors = errors }, isNew: true);
        if (!errors.Any)
            await runner.CheckRegexesAsync(reading.Filters, errors, cancellationToken);
        foreach (var error in errors.Items)
            definition.Errors.Add(error.Pointer, error.Code, error.Message);
        return reading.Cohort;
    }

    private static string Key(SpecObject fields, CohortRow? kept, string name)
    {
        var key = fields["key"]?.Text(1, 80);
        if (kept is not null)
        {
            if (key is not null && key != kept.Key)
                fields["key"]!.Value.Fault("not_allowed", $"A cohort keeps its key, \"{kept.Key}\", since filters name it.");
            return kept.Key;
        }

        key ??= Dashes().Replace(name.ToLowerInvariant(), "-").Trim('-');
        key = fields["key"] is null && key.Length > 80 ? key[..80].Trim('-') : key;
        if (name.Length > 0 && !Form().IsMatch(key))
            fields.Node.Errors.Add(
                fields.Node.Pointer + "/key",
                "invalid_value",
                "A key is 1 to 80 of a-z, 0-9, - and _, and begins with a letter or digit. Without one it is made from the name."
            );
        return key;
    }

    private static bool IsList(string definition)
    {
        using var json = System.Text.Json.JsonDocument.Parse(definition);
        return CohortAnswer.IsList(json.RootElement);
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]{0,79}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Form();

    [GeneratedRegex("[^a-z0-9_]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Dashes();
}
