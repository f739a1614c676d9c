using System.Globalization;
using System.Runtime.CompilerServices;
using Cairn.Events;
using Cairn.Query.Running;

namespace Cairn.Insights.People;

/// <summary>Tells about one person.</summary>
public sealed class ProfileQuery(QuestionRunner runner, PeopleQuery people)
{
    /// <summary>The person; null when nobody with this id has an event.</summary>
    /// <param name="id">A person's id, also one from before a merge; else a distinct id.</param>
    public async Task<PersonProfile?> FindAsync(ProjectContext project, string id, CancellationToken cancellationToken)
    {
        var question = runner.Ask(project);
        await foreach (var person in CandidatesAsync(project, id, cancellationToken))
        {
            var source = people.Whole(question);
            var row = (await runner.ReadAsync(question, PeopleSql.Profile(source, person), cancellationToken))[0];
            if (row.Int64(0) == 0)
                continue;
            var ids = await runner.ReadAsync(question, PeopleSql.DistinctIds(source, person), cancellationToken);
            var events = await runner.ReadAsync(question, PeopleSql.TopEvents(source, person), cancellationToken);
            var properties = await people.PropertiesAsync(question, [person.Value], cancellationToken);
            return new PersonProfile(
                person.ToString(),
                [.. ids.Select(r => r.String(0))],
                row.Int64(7),
                properties.GetValueOrDefault(person.Value) ?? [],
                row.Time(2),
                row.Time(3),
                row.Int64(0),
                row.Int64(1),
                row.Int64(4) + row.Int64(6),
                [.. events.Select(r => new PersonEventCount(r.String(0), r.Int64(1)))]
            );
        }

        return null;
    }

    /// <summary>Whether the caller may ask for whom this id means: false only for callers who may see one person, and another is meant. Looks nothing up in the store.</summary>
    internal bool IsVisible(ProjectContext project, string id) =>
        !project.IsOfOnePerson || Visible(project, ByDistinctId(project, id).Append(ByNumber(project, id))).Any();

    /// <summary>Whom an id may mean, in order; of those only the one person where the caller may see no other. A distinct id that is stored as it is and hashed means whoever of both was seen
    /// later, then the other.</summary>
    internal async IAsyncEnumerable<PersonId> CandidatesAsync(
        ProjectContext project,
        string id,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var person in Visible(project, [ByNumber(project, id)]))
            yield return new PersonId(person);
        ulong[] named = [.. Visible(project, ByDistinctId(project, id))];
        if (named.Length > 1)
        {
            var question = runner.Ask(project);
            var rows = await runner.ReadAsync(question, PeopleSql.LatestFirst(people.Whole(question), named), cancellationToken);
            named = [.. rows.Select(r => r.UInt64(0))];
        }

        foreach (var person in named)
            yield return new PersonId(person);
    }

    private IEnumerable<ulong> Visible(ProjectContext project, IEnumerable<ulong?> meant) =>
        meant.OfType<ulong>().Where(p => project.OnlyDistinctId is not { } own || ByDistinctId(project, own).Contains(p)).Distinct();

    private IEnumerable<ulong?> ByDistinctId(ProjectContext project, string id) =>
        project.StoredIds(id).Select(stored => (ulong?)runner.Persons.PersonOf(project.Id, stored).Value);

    private ulong? ByNumber(ProjectContext project, string id) =>
        ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? runner.Persons.PersonNow(project.Id, new PersonId(number)).Value
            : null;
}
