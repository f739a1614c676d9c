using Cairn.Insights.Export;
using Cairn.Insights.Questions;
using Cairn.Query.Spec;

namespace Cairn.Insights.SqlConsole;

/// <summary>Questions of kind <c>sql</c>.</summary>
public sealed class SqlKind(SqlQuery sql) : IQuestionKind, ITabularKind
{
    public string Name => "sql";

    public bool IsForSelf => false;

    public async Task<object?> AskAsync(Asked asked, CancellationToken cancellationToken) =>
        SqlReader.Read(asked.Body) is { } spec ? await sql.AskAsync(asked, spec, SqlQuery.MostRows, cancellationToken) : null;

    public ExportTable Tabulate(object answer) =>
        answer is SqlResult table
            ? new ExportTable([.. table.Columns.Select(c => c.Name)], table.Rows)
            : throw new ArgumentException("Not an answer of this kind.", nameof(answer));

    /// <summary>Nobody knows what a cell of a free query counts.</summary>
    public Task<PersonsBehind?> PersonsAsync(Asked asked, SpecNode point, int limit, CancellationToken cancellationToken)
    {
        asked.Body.Fault("no_persons", "Numbers of an SQL query have no persons behind them: ask for person_id in the query itself.");
        return Task.FromResult<PersonsBehind?>(null);
    }
}
