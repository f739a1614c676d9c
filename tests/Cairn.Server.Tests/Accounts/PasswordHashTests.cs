using System.Buffers.Binary;
using Cairn.Server.Tests.Support;
using Cairn.Workspace.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Accounts;

public sealed class PasswordHashTests(SharedServer shared) : IClassFixture<SharedServer>
{
    /// <summary>Identity's format: version, function, rounds, length of the salt, salt, key; numbers are big-endian.</summary>
    [Fact]
    public void A_password_is_kept_as_PBKDF2_with_SHA_512_in_210_000_rounds_and_a_salt_of_its_own()
    {
        using var scope = shared.Server.Services.CreateScope();
        var hasher = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Account>>();

        var hashes = Enumerable
            .Range(0, 2)
            .Select(_ => Convert.FromBase64String(hasher.HashPassword(new Account(), "the same password")))
            .ToArray();

        foreach (var hash in hashes)
        {
            hash[0].ShouldBe((byte)1);
            BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1)).ShouldBe(2); // HMAC-SHA-512
            BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)).ShouldBe(210_000);
            BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(9)).ShouldBe(16);
            hash.Length.ShouldBe(13 + 16 + 32);
        }
        hashes[0][13..29].ShouldNotBe(hashes[1][13..29]);
    }
}
