namespace Cairn.Workspace.Accounts;

/// <summary>Checks of one account go one after the other, or parallel guesses would count as one failure. Also bounds the hashing (about 0.1 s of CPU each)
/// that a stranger can cause at once.</summary>
internal static class SignInDoors
{
    public const int Count = 8;
    private static readonly SemaphoreSlim[] _doors = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1))];

    public static int Of(string normalizedEmail) => (int)((uint)string.GetHashCode(normalizedEmail, StringComparison.Ordinal) % Count);

    public static async Task<T> PassAsync<T>(int door, Func<Task<T>> check, CancellationToken cancellationToken)
    {
        await _doors[door].WaitAsync(cancellationToken);
        try
        {
            return await check();
        }
        finally
        {
            _doors[door].Release();
        }
    }
}
