using Cairn.Store.Schema;

namespace Cairn.Store.Tests.Schema;

public sealed class SqlStatementsTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData(" ; ;\n;", new string[0])]
    [InlineData("SELECT 1", new[] { "SELECT 1" })]
    [InlineData("SELECT 1; SELECT 2;", new[] { "SELECT 1", "SELECT 2" })]
    [InlineData("SELECT ';'; SELECT 2", new[] { "SELECT ';'", "SELECT 2" })]
    [InlineData("SELECT 'it''s;'; SELECT 2", new[] { "SELECT 'it''s;'", "SELECT 2" })]
    [InlineData("SELECT 'it\\';s'; SELECT 2", new[] { "SELECT 'it\\';s'", "SELECT 2" })]
    [InlineData("SELECT `a;b`, \"c;d\"; SELECT 2", new[] { "SELECT `a;b`, \"c;d\"", "SELECT 2" })]
    [InlineData("-- a; comment's quote\nSELECT 1", new[] { "SELECT 1" })]
    [InlineData("SELECT 1 -- ; not here", new[] { "SELECT 1" })]
    [InlineData("SELECT /* ; ' */ 1; SELECT 2", new[] { "SELECT   1", "SELECT 2" })]
    [InlineData("SELECT '-- ;'; SELECT '/*'; SELECT '*/'", new[] { "SELECT '-- ;'", "SELECT '/*'", "SELECT '*/'" })]
    [InlineData("SELECT 1 - -1; SELECT 4 / 2", new[] { "SELECT 1 - -1", "SELECT 4 / 2" })]
    [InlineData("SELECT 'open", new[] { "SELECT 'open" })]
    [InlineData("SELECT 1 /* open", new[] { "SELECT 1" })]
    public void Statements_end_at_semicolons_outside_quotes_and_comments(string script, string[] statements) =>
        SqlStatements.Split(script).ShouldBe(statements);
}
