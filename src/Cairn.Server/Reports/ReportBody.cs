using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query.Spec;
using Cairn.Workspace.Reports;

namespace Cairn.Server.Reports;

/// <summary>What people write about a report, read and checked.</summary>
/// <param name="BasedOn">Of a change: the version that was changed. Else 0.</param>
internal sealed record ReportBody(ReportText Text, int BasedOn)
{
    /// <summary>The body, its question checked by its kind; null with every fault.</summary>
    public static async Task<(ReportBody? Body, IReadOnlyList<InputError> Errors)> ReadAsync(
        HttpRequest request,
        AnswerQuestion answer,
        ProjectContext project,
        bool isChange,
        CancellationToken cancellationToken
    )
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellationToken);
        var errors = new SpecErrors();
        if (SpecBody.Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), errors) is not { } root)
            return (null, errors.Items);
        string[] known = isChange ? ["version", "name", "description", "kind", "query"] : ["name", "description", "kind", "query"];
        if (root.Object(known) is not { } fields)
            return (null, errors.Items);
        var basedOn = isChange ? fields.Required("version")?.Whole(1, int.MaxValue) ?? 0 : 0;
        var name = fields.Required("name")?.Text(1, 200) ?? "";
        var description = fields["description"]?.Text(0, 2_000);
        if (fields.Required("query") is not { } query)
            return (null, errors.Items);
        var kind = await answer.CheckAsync(project, query, cancellationToken);
        if (fields["kind"] is { } said && kind is not null && said.Text(1, 50) is { Length: > 0 } word && word != kind)
            said.Fault("invalid_value", $"The question is of the kind \"{kind}\". kind may be left out here.");
        return errors.Any
            ? (null, errors.Items)
            : (new ReportBody(new ReportText(name, description, kind!, query.Element.GetRawText()), basedOn), []);
    }
}
