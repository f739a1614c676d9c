using System.Text.Json;
using Cairn.Query.Cohorts;
using Cairn.Workspace.Access;
using Cairn.Workspace.Cohorts;

namespace Cairn.Server.Cohorts;

/// <summary>Where the cohorts of questions come from, and who names whom.</summary>
internal static class CohortUses
{
    public static IServiceCollection AddCohorts(this IServiceCollection services) =>
        services
            .AddSingleton<Store.Cohorts.CohortLists>()
            .AddSingleton<NoteCohortChanges>()
            .AddSingleton<FindCohorts>(provider =>
            {
                var workspace = provider.GetRequiredService<WorkspaceAccess>();
                return project =>
                    [.. workspace.Current.CohortsOf(project).Select(c => new StoredCohort(c.Id, c.Key, c.Name, c.Definition, c.ListId))];
            });

    /// <summary>Whether a definition names a cohort anywhere, by key or id.</summary>
    public static bool Names(string definition, CohortRow cohort)
    {
        using var json = JsonDocument.Parse(definition);
        return Names(json.RootElement, cohort);
    }

    private static bool Names(JsonElement element, CohortRow cohort) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().Any(e => Names(e, cohort)),
            JsonValueKind.Object => element
                .EnumerateObject()
                .Any(f => f.Name == "cohort" && IsCalled(f.Value, cohort) || Names(f.Value, cohort))
                || element.TryGetProperty("scope", out var scope)
                    && scope.ValueKind == JsonValueKind.String
                    && scope.GetString() == "cohort"
                    && element.TryGetProperty("property", out var property)
                    && IsCalled(property, cohort),
            _ => false,
        };

    private static bool IsCalled(JsonElement name, CohortRow cohort) =>
        name.ValueKind == JsonValueKind.String
        && (name.GetString() == cohort.Key || Guid.TryParse(name.GetString(), out var id) && id == cohort.Id);
}
