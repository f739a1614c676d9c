using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.Cohorts;
using Cairn.Insights.EventList;
using Cairn.Insights.People;
using Cairn.Query.Running;
using Cairn.Query.Spec;
using Cairn.Server.Encryption;
using Cairn.Store.ClickHouse;
using Cairn.Store.Erasing;
using Cairn.Store.Identity;
using Cairn.Workspace.Access;

namespace Cairn.Server.AccessRequests;

/// <summary>Writes everything known about a person: README.txt, person.json, events.ndjson, events.csv, sessions.json, groups.json, cohorts.json and a manifest
/// with the number and SHA-256 of each.</summary>
internal sealed class WriteArchive(
    ClickHouseClient client,
    OpenValues open,
    Identities identities,
    ProfileQuery profiles,
    TimelineQuery timelines,
    CohortMembersQuery members,
    QuestionRunner runner,
    WorkspaceAccess workspace,
    TimeProvider time
)
{
    private static readonly JsonSerializerOptions _line = new(HashedArchive.Json) { WriteIndented = false };

    /// <returns>Events in it; 0: nothing is known, and the archive is not to be used.</returns>
    public async Task<long> RunAsync(Stream target, ProjectContext project, FoundPerson found, CancellationToken cancellationToken)
    {
        string[] ids = [.. found.Stored.Order(StringComparer.Ordinal)];
        var known = new List<PersonProfile>();
        foreach (var person in found.Persons)
        {
            if (await profiles.FindAsync(project, person.ToString(), cancellationToken) is { } profile)
                known.Add(profile);
        }

        if (known.Count == 0)
            return 0;
        known.Sort((a, b) => b.LastSeen.CompareTo(a.LastSeen));
        using var archive = new HashedArchive(target);
        await archive.AddAsync("README.txt", stream => TextAsync(stream, Readme(project, time.GetUtcNow())));
        await archive.AddJsonAsync("person.json", await PersonAsync(project, known, ids, cancellationToken));
        var events = await EventsAsync(archive, project.Id, ids, cancellationToken);
        var sessions = await SessionsAsync(project, [.. known.Select(p => p.Id)], cancellationToken);
        await archive.AddJsonAsync("sessions.json", sessions, sessions.Count);
        var groups = await GroupsAsync(project.Id, ids, cancellationToken);
        await archive.AddJsonAsync("groups.json", groups, groups.Count);
        var cohorts = await CohortsAsync(project, found.Persons, cancellationToken);
        await archive.AddJsonAsync("cohorts.json", cohorts, cohorts.Count);
        await archive.AddJsonAsync(
            "manifest.json",
            new
            {
                project = project.Slug,
                writtenAt = time.GetUtcNow(),
                files = archive.Files.ToArray(),
            }
        );
        return events;
    }

    /// <summary>The person that was seen last; others are the same human's, stored under the keyed hash of an id or from before it was hashed.</summary>
    private async Task<object> PersonAsync(
        ProjectContext project,
        IReadOnlyList<PersonProfile> known,
        string[] ids,
        CancellationToken cancellationToken
    )
    {
        var (profile, others) = (known[0], new List<object>());
        foreach (var other in known.Skip(1))
            others.Add(
                new
                {
                    personId = other.Id,
                    properties = await OpenAsync(project, other, cancellationToken),
                    other.FirstSeen,
                    other.LastSeen,
                    other.Events,
                    other.Sessions,
                }
            );
        var log = await identities.Log.ReadAsync(project.Id, cancellationToken);
        return new
        {
            personId = profile.Id,
            distinctIds = ids,
            properties = await OpenAsync(project, profile, cancellationToken),
            profile.FirstSeen,
            profile.LastSeen,
            profile.Events,
            profile.Sessions,
            merges = log.Where(l => l.From.Length > 0 && (ids.Contains(l.From) || ids.Contains(l.Into)))
                .Select(l => new
                {
                    l.At,
                    kind = IdentityLogWords.Of(l.Kind),
                    l.From,
                    l.Into,
                    outcome = IdentityLogWords.Of(l.Outcome),
                })
                .ToArray(),
            alsoStoredAs = others,
        };
    }

    private async Task<JsonObject> OpenAsync(ProjectContext project, PersonProfile profile, CancellationToken cancellationToken) =>
        OpenValues.Open(
            project.Id,
            profile.Properties,
            await open.FindKeysAsync(project.Id, OpenValues.Keys(profile.Properties), cancellationToken)
        );

    private async Task<long> EventsAsync(HashedArchive archive, ProjectId project, string[] ids, CancellationToken cancellationToken)
    {
        var read = new PersonEvents(client, open);
        await archive.AddAsync(
            "events.ndjson",
            async stream =>
            {
                long count = 0;
                await foreach (var e in read.ReadAsync(project, ids, cancellationToken))
                {
                    await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(e, _line), cancellationToken);
                    await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
                    count++;
                }

                return count;
            }
        );
        await archive.AddAsync(
            "events.csv",
            async stream =>
            {
                await TextAsync(stream, "id,event,distinct_id,timestamp,received_at,session_id,groups,properties\r\n");
                long count = 0;
                await foreach (var e in read.ReadAsync(project, ids, cancellationToken))
                {
                    string[] cells =
                    [
                        e.Id.ToString("D"),
                        e.Event,
                        e.DistinctId,
                        e.Timestamp.ToString("O", CultureInfo.InvariantCulture),
                        e.ReceivedAt.ToString("O", CultureInfo.InvariantCulture),
                        e.SessionId ?? "",
                        e.Groups.GetRawText(),
                        e.Properties.GetRawText(),
                    ];
                    await TextAsync(stream, string.Join(',', cells.Select(Quote)) + "\r\n");
                    count++;
                }

                return count;
            }
        );
        return archive.Files[^1].Items ?? 0;
    }

    private async Task<IReadOnlyList<object>> SessionsAsync(
        ProjectContext project,
        IReadOnlyList<string> persons,
        CancellationToken cancellationToken
    )
    {
        var sessions = new List<object>();
        EventCursor? after = null;
        foreach (var person in persons)
            do
            {
                var page = await timelines.AskAsync(project, person, limit: 100, after, cancellationToken);
                if (page is null)
                    break;
                sessions.AddRange(
                    page.Items.Select(s => new
                    {
                        s.SessionId,
                        s.Start,
                        s.End,
                        Events = s.EventCount,
                    })
                );
                after = page.Next is { } next ? EventCursor.Parse(next) : null;
            } while (after is not null);
        return sessions;
    }

    private async Task<IReadOnlyList<object>> GroupsAsync(ProjectId project, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var rows = await client.QueryAsync(
            $"""
            SELECT pair.1, pair.2, uniqExact(sequence) FROM (
                SELECT arrayJoin(arrayZip(mapKeys(groups), mapValues(groups))) AS pair, sequence
                FROM events WHERE project_id = {project} AND distinct_id IN {ids}
            ) GROUP BY pair ORDER BY pair
            """,
            QueryLimits.Interactive,
            cancellationToken
        );
        return
        [
            .. rows.Select(r => new
            {
                type = r.String(0),
                key = r.String(1),
                events = r.Int64(2),
            }),
        ];
    }

    /// <summary>Cohorts the person is in at this moment; those that cannot be evaluated say so.</summary>
    private async Task<IReadOnlyList<object>> CohortsAsync(
        ProjectContext project,
        IReadOnlyList<PersonId> persons,
        CancellationToken cancellationToken
    )
    {
        var known = new List<object>();
        foreach (var cohort in workspace.Current.CohortsOf(project.Id).OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            var question = runner.Ask(project);
            var errors = new SpecErrors { Cohorts = question.Cohorts };
            var read = question.Cohorts?.Find(new SpecNode(JsonSerializer.SerializeToElement(cohort.Key), "", errors));
            if (read is null)
            {
                known.Add(
                    new
                    {
                        cohort.Key,
                        cohort.Name,
                        isMember = (bool?)null,
                    }
                );
                continue;
            }

            foreach (var (person, text) in persons.Select(p => (p.Value, p.ToString())))
            {
                var page = await members.PageAsync(question, read, person == 0 ? null : person - 1, limit: 1, cancellationToken);
                if (page.Items is not [var first, ..] || first.PersonId != text)
                    continue;
                known.Add(
                    new
                    {
                        cohort.Key,
                        cohort.Name,
                        isMember = (bool?)true,
                    }
                );
                break;
            }
        }

        return known;
    }

    private static async Task<long?> TextAsync(Stream stream, string text)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        return null;
    }

    /// <summary>A text that a spreadsheet would take for a formula gets an apostrophe.</summary>
    private static string Quote(string text)
    {
        var harmless = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return "\"" + harmless.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    private static string Readme(ProjectContext project, DateTimeOffset now) =>
        $"""
            Everything that the project "{project.Slug}" keeps about one person, written {now:yyyy-MM-dd HH:mm} UTC.

            person.json     every id that leads to the person, how they were joined, current properties, first and last seen
            events.ndjson   every event, one JSON object a line, in the order they were taken
            events.csv      the same as a table
            sessions.json   sessions as Cairn counts them: the client's own, or runs of events with gaps under 30 minutes
            groups.json     organisations, teams and the like that events named
            cohorts.json    groups of persons with something in common that this person is in now
            manifest.json   how many items are in each file, its length, and its SHA-256

            Encrypted values are decrypted here. A value that still begins with enc:v1: was sealed with a key that has been destroyed.
            Times are UTC. Country and device were derived when an event came in; addresses are not kept.

            """;
}
