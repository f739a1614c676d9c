using System.Text.Json;
using Cairn.Events;
using Cairn.Insights;
using Cairn.Insights.Catalog;
using Cairn.Insights.EventList;
using Cairn.Insights.People;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Erasing;
using Cairn.Workspace.Audit;
using Cairn.Workspace.Erasing;
using Cairn.Workspace.Roles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Server.Encryption;

/// <summary>Shows admins and owners the encrypted values of single events and of a person, and writes down that it did; everybody else, and every number,
/// gets them as they are stored. Marks encrypted properties in the catalog.</summary>
internal sealed class RevealValues(
    OpenValues open,
    EncryptionSettings settings,
    MasterKey master,
    WriteAudit audit,
    ErasureMeter meter,
    TimeProvider time
) : IEndpointFilter
{
    /// <summary>Who may see them.</summary>
    private const Role Least = Role.Admin;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var answer = await next(invocation);
        var context = invocation.HttpContext;
        if (context.Features.Get<ProjectAccess>() is not { } access)
            return answer;
        if (answer is JsonHttpResult<CatalogPage<CatalogProperty>> { Value: { } catalog })
            return InsightsJson.Answer(Mark(catalog, access.Project.Id, context.Request.Query["scope"].ToString()));
        return access.Role < Least
            ? answer
            : answer switch
            {
                JsonHttpResult<EventListResult> { Value: { } list } => await EventsAsync(
                    context,
                    answer,
                    list.Items,
                    items => list with { Items = items }
                ),
                JsonHttpResult<EventItem> { Value: { } item } => await EventsAsync(context, answer, [item], items => items[0]),
                JsonHttpResult<TimelineResult> { Value: { } timeline } => await EventsAsync(
                    context,
                    answer,
                    [.. timeline.Items.SelectMany(s => s.Events)],
                    items => WithEvents(timeline, items)
                ),
                JsonHttpResult<PersonProfile> { Value: { } person } => await PersonAsync(context, answer, person),
                _ => answer,
            };
    }

    private async Task<object?> EventsAsync<T>(
        HttpContext context,
        object? answer,
        IReadOnlyList<EventItem> items,
        Func<IReadOnlyList<EventItem>, T> put
    )
    {
        var locked = items.Where(i => OpenValues.HasSealed(i.Properties)).ToList();
        if (locked.Count == 0)
            return answer;
        var project = ProjectOf(context);
        var found = await open.FindKeysAsync(project, locked.SelectMany(i => OpenValues.Keys(i.Properties)), context.RequestAborted);
        await NoteAsync(context, locked.Select(i => i.PersonId).Distinct());
        return InsightsJson.Answer(put([.. items.Select(i => i with { Properties = OpenValues.Open(project, i.Properties, found) })]));
    }

    private async Task<object?> PersonAsync(HttpContext context, object? answer, PersonProfile person)
    {
        if (!OpenValues.HasSealed(person.Properties))
            return answer;
        var project = ProjectOf(context);
        var found = await open.FindKeysAsync(project, OpenValues.Keys(person.Properties), context.RequestAborted);
        await NoteAsync(context, [person.Id]);
        return InsightsJson.Answer(person with { Properties = OpenValues.Open(project, person.Properties, found) });
    }

    /// <summary>On disk before the values leave. Persons stand as the keyed hashes that receipts use.</summary>
    private async Task NoteAsync(HttpContext context, IEnumerable<string> persons)
    {
        var project = ProjectOf(context);
        var hashOf = master.HashesOf(project);
        string[] hashes = [.. persons.Select(p => hashOf(new PersonId(ulong.Parse(p))))];
        var (kind, id, name) = AuditRequests.ActorOf(context);
        meter.Read();
        await audit.RunAsync(
            new AuditEntry
            {
                At = time.GetUtcNow(),
                ProjectId = (int)project.Value,
                ActorKind = kind,
                ActorId = id,
                ActorName = name,
                Action = "person.decrypted",
                TargetKind = "person",
                TargetId = hashes.Length == 1 ? hashes[0] : null,
                Details = JsonSerializer.Serialize(
                    new Dictionary<string, string>
                    {
                        ["persons"] = hashes.Length.ToString(),
                        ["hashes"] = string.Join(' ', hashes.Take(100)),
                    }
                ),
                Address = context.Connection.RemoteIpAddress?.ToString(),
            },
            CancellationToken.None
        );
    }

    private CatalogPage<CatalogProperty> Mark(CatalogPage<CatalogProperty> page, ProjectId project, string scope)
    {
        var choice = settings.Of(project);
        var names = scope switch
        {
            "" or "event" => choice?.EventProperties,
            "person" => choice?.PersonProperties,
            _ => null,
        };
        return names is null or { Count: 0 }
            ? page
            : page with
            {
                Items = [.. page.Items.Select(p => names.Contains(p.Name) ? p with { Encrypted = true } : p)],
            };
    }

    private static TimelineResult WithEvents(TimelineResult timeline, IReadOnlyList<EventItem> items)
    {
        var at = 0;
        return timeline with { Items = [.. timeline.Items.Select(s => s with { Events = [.. s.Events.Select(_ => items[at++])] })] };
    }

    private static ProjectId ProjectOf(HttpContext context) => context.Features.GetRequiredFeature<ProjectContext>().Id;
}
