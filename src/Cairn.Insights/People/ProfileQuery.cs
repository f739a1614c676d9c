using System.Globalization;
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
        foreach (var person in Candidates(project, id))
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
    internal bool IsVisible(ProjectContext project, string id) => !project.IsOfOnePerson || Candidates(project, id).Any();

    /// <summary>Whom an id may mean, in order; of those the one person where the caller may see no other.</summary>
    internal IEnumerable<PersonId> Candidates(ProjectContext project, string id) =>
        project.OnlyDistinctId is { } own
            ? Meant(project, id).Where(p => p == runner.Persons.PersonOf(project.Id, own)).Distinct()
            : Meant(project, id);

    private IEnumerable<PersonId> Meant(ProjectContext project, string id)
    {
        if (ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            yield return runner.Persons.PersonNow(project.Id, new PersonId(number));
        yield return runner.Persons.PersonOf(project.Id, id);
    }
}
