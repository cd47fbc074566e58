using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.AuditVerifier;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Data;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit.Sealing;

/// <summary>The key that signs is replaced: one log, the old key bound to what it signed, nobody left behind, wherever a crash falls.</summary>
public class SigningKeyRotationTests : CoreTest
{
    private string KeyPath => Path.Combine(Host.Database.Folder, "signing.pem");

    private string Copy => KeyPath + ".of-another-instance";

    private SigningKey Signing => Host.Get<SigningKey>();

    private string Origin => Host.Get<LogName>().Current();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await SealAsync();
    }

    [Fact]
    public async Task Rotate_TheOldKeyVouchesForTheNew_AndTheLogGoesOn()
    {
        var (old, name) = (Signing.PublicKey(Origin), Origin);

        var replaced = await RotateAsync();

        Origin.ShouldBe(name);
        var now = Signing.PublicKey(name);
        (replaced.Old, replaced.New).ShouldBe((old.Format(), now.Format()));
        var told = Host.Database.ReadRows().Where(r => r.Kind == AuditKind.KeyEvent && AuditJson.Read(Host.Database.Keys, r) is SigningKeyReplaced).ToList();
        told.ShouldAllBe(r => r.Actor == "command-line");
        var notes = Notes();
        var lastOfOld = SignedNote.Open(notes[^2], old);
        SignedNote.Open(notes[^1], now).Size.ShouldBeGreaterThan(lastOfOld.Size);
        Host.Database.ReadRows().Take((int)lastOfOld.Size).ShouldContain(r => r.Id == told[0].Id, "sealed by the old key");
        await SealAsync();
        SignedNote.Open(Notes()[^1], now).Size.ShouldBe(Host.Database.ReadRows().Count);
        Verify().TamperedCount.ShouldBe(0);
    }

    [Fact]
    public async Task Rotate_File_KeepsTheOldPublicKeyOnly_ForItsOwner()
    {
        var old = (await File.ReadAllTextAsync(KeyPath)).Trim();

        await RotateAsync();

        var text = await File.ReadAllTextAsync(KeyPath);
        text.ShouldNotContain(old);
        text.Split("BEGIN PRIVATE KEY").Length.ShouldBe(2);
        text.Split("BEGIN PUBLIC KEY").Length.ShouldBe(2);
        File.GetUnixFileMode(KeyPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Rotate_Twice_AllCheckpointsStayGood()
    {
        await RotateAsync();
        await SealAsync();
        await RotateAsync();
        await SealAsync();

        Verify().TamperedCount.ShouldBe(0);
        Reopen().TryOpen(Notes()[0], Origin).ShouldNotBeNull();
    }

    [Fact]
    public async Task Outside_TheNewKeyAloneVerifies_AndTheOldOneBesideItBindsThePast()
    {
        var (old, since, state) = (Signing.PublicKey(Origin).Format(), Path.Combine(Host.Database.Folder, "since.txt"), Path.Combine(Host.Database.Folder, "state"));
        await File.WriteAllTextAsync(since, Notes()[^1]);
        VerifyOutside(Export("before"), old, "--state", state).Code.ShouldBe(Verifier.Good);
        var rotated = await RotateAsync();
        await SealAsync();
        var export = Export("after");
        var both = Path.Combine(Host.Database.Folder, "keys.txt");
        await File.WriteAllLinesAsync(both, [rotated.New, rotated.Old]);

        VerifyOutside(export, rotated.New).Code.ShouldBe(Verifier.Good);
        VerifyOutside(export, old).Code.ShouldBe(Verifier.CannotDecide);
        VerifyOutside(export, rotated.New, "--since", since).Code.ShouldBe(Verifier.CannotDecide);
        VerifyOutside(export, both, "--since", since).Code.ShouldBe(Verifier.Good);
        var (code, said) = VerifyOutside(export, both, "--state", state);
        code.ShouldBe(Verifier.Good);
        said.ShouldNotContain("警告：");
        VerifyOutside(Path.Combine(Host.Database.Folder, "before"), both).Code.ShouldBe(Verifier.CannotDecide, "the old key alone vouches for no newest checkpoint");
    }

    [Fact]
    public async Task Outside_AnotherPastThanTheOldKeySigned_IsFound()
    {
        var old = Reopen();
        var forged = Path.Combine(Host.Database.Folder, "forged.txt");
        await File.WriteAllTextAsync(forged, old.Sign(new Checkpoint(Origin, 1, new byte[32])));
        var rotated = await RotateAsync();
        var both = Path.Combine(Host.Database.Folder, "keys.txt");
        await File.WriteAllLinesAsync(both, [rotated.New, rotated.Old]);

        VerifyOutside(Export("after"), both, "--since", forged).Code.ShouldBe(Verifier.Tampered);
    }

    [Fact]
    public async Task Crash_BeforeTheNewKeySigned_TheOldOneSignsOn_AndTheNextRunTakesTheSameNewOne()
    {
        var begun = Reopen().Prepare(Origin);

        var restarted = OpenAsAtStart();
        restarted.PublicKey(Origin).Format().ShouldBe(begun.Old);
        await AppendAsync();
        SignedNote.Open(NewSealer(restarted).Tick()!.Note!, VerifierKey.Parse(begun.Old)).ShouldNotBeNull();

        (await RotateAsync()).New.ShouldBe(begun.New);
        Verify().TamperedCount.ShouldBe(0);
    }

    [Fact]
    public async Task Crash_AfterTheNewKeySigned_TheNextStartEndsIt()
    {
        var dying = Reopen();
        var begun = dying.Prepare(Origin);
        dying.SignWithNext();
        await AppendAsync();
        NewSealer(dying).Tick();
        (await File.ReadAllTextAsync(KeyPath)).Split("BEGIN PRIVATE KEY").Length.ShouldBe(3);

        var restarted = OpenAsAtStart();

        restarted.PublicKey(Origin).Format().ShouldBe(begun.New);
        (await File.ReadAllTextAsync(KeyPath)).Split("BEGIN PRIVATE KEY").Length.ShouldBe(2);
        restarted.TryOpen(Notes()[0], Origin).ShouldNotBeNull();
        await SealAsync();
        Verify().TamperedCount.ShouldBe(0);
    }

    [Fact]
    public async Task RunningInstance_WithTheSameFile_SignsWithTheNewKeyAtOnce()
    {
        var running = Reopen();
        var sealer = NewSealer(running);
        var rotated = await RotateAsync();
        await AppendAsync();

        SignedNote.Open(sealer.Tick()!.Note!, VerifierKey.Parse(rotated.New)).ShouldNotBeNull();
    }

    [Fact]
    public async Task RunningInstance_WithoutTheNewFile_SealsNothing_UntilItGetsIt()
    {
        File.Copy(KeyPath, Copy);
        using var other = SigningKey.Open(Copy, mayCreate: false);
        var sealer = NewSealer(other);
        await RotateAsync();
        await AppendAsync();
        var notes = Notes().Count;

        Should.Throw<EvidenceStoppedException>(() => sealer.Tick()).Problem.ShouldBe(SealingProblem.Broken);
        Notes().Count.ShouldBe(notes);
        File.Copy(KeyPath, Copy, overwrite: true);

        sealer.Tick()!.Sealed.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public async Task StolenOldKey_SpeaksNeitherBeyondItsLastCheckpointNorForAnAuditor(int beyond, bool asNextGeneration)
    {
        var stolen = Reopen();
        await RotateAsync();
        var last = SignedNote.Open(Reopen().LastNoteBefore!, stolen.PublicKey(Origin));

        var forged = stolen.Sign(last with { Size = last.Size + beyond, Origin = Origin + (asNextGeneration ? "/9" : "") });

        Reopen().TryOpen(forged, Origin).ShouldBeNull();
        Reopen().TryOpen(stolen.Sign(last), Origin).ShouldNotBeNull();
    }

    [Fact]
    public async Task DatabaseFromBefore_IsRefusedAlsoWithoutMemory_UntilAnAuditorDecides()
    {
        var older = SignedNote.Open(Notes()[^1], Signing.PublicKey(Origin)).Size;
        var rotated = await RotateAsync();
        await SealAsync();
        using (var intruder = new Intruder(Host.Database))
        {
            intruder.Run("DELETE FROM audit_entry WHERE id >= (SELECT MIN(first_id) FROM audit_segment WHERE first_leaf >= @id)", older);
            intruder.Run("DELETE FROM audit_segment WHERE first_leaf >= @id", older);
            intruder.Run("DELETE FROM audit_checkpoint WHERE size > @id", older);
        }

        File.Delete(Host.Get<IOptions<SealingOptions>>().Value.WitnessFile);
        var forgetful = new Witness(Host.Get<IOptions<SealingOptions>>());
        Should.Throw<EvidenceStoppedException>(() => NewSealer(Reopen(), forgetful).Tick()).Problem.ShouldBe(SealingProblem.RolledBack);
        await Host.Get<SealingService>().SealNowAsync();
        Host.Get<SealingState>().Problem.ShouldBe(SealingProblem.RolledBack);

        (await Host.Get<RestoreDecision>().AcceptAsync("恢复演练", await Host.ActorAsync("sheng-audit"))).ShouldBeTrue();

        await SealAsync();
        Host.Get<SealingState>().Problem.ShouldBe(SealingProblem.None);
        Origin.ShouldEndWith("/2");
        Signing.PublicKey(Origin).KeyId.ShouldBe(VerifierKey.Parse(rotated.New).KeyId);
        NewSealer(Reopen()).Tick().ShouldNotBeNull();
    }

    [Fact]
    public async Task Rotate_WhereNothingCanBeSealed_IsRefusedAndTheOldKeyStays()
    {
        var old = Signing.PublicKey(Origin).Format();
        using (var intruder = new Intruder(Host.Database))
        {
            intruder.Run("UPDATE audit_entry SET actor = 'x/01' WHERE id = (SELECT MAX(id) FROM audit_entry)");
        }

        await Should.ThrowAsync<InvalidOperationException>(RotateAsync);

        OpenAsAtStart().PublicKey(Origin).Format().ShouldBe(old);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    [InlineData("of another curve")]
    [InlineData("a public key only")]
    public void Open_DamagedFile_IsRefusedAsSuch(string content)
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var good = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(KeyPath, content switch
        {
            "of another curve" => other.ExportPkcs8PrivateKeyPem(),
            "a public key only" => good.ExportSubjectPublicKeyInfoPem(),
            _ => content,
        });

        Should.Throw<KeyFileException>(Reopen);
    }

    private Task<SigningKeyReplaced> RotateAsync() => Host.Get<SigningKeyRotation>().RunAsync("command-line");

    private SigningKey Reopen() => SigningKey.Open(KeyPath, mayCreate: false);

    private SigningKey OpenAsAtStart() => DatabaseSetup.OpenSigningKey(Host.Database.Database, KeyPath);

    private Sealer NewSealer(SigningKey signing, Witness? witness = null) => new(
        Host.Database.Database, Host.Database.Keys, signing, witness ?? Host.Get<Witness>(), Host.Get<IOptions<SealingOptions>>(), Host.Clock);

    private Task AppendAsync() => Host.Get<AuditWriter>().AppendAsync(new AuditDraft(AuditKind.Login, new Heartbeat()));

    private async Task SealAsync()
    {
        await AppendAsync();
        await Host.Get<SealingService>().SealNowAsync();
    }

    private List<string> Notes()
    {
        using var connection = Host.Database.Database.Connect();
        return [.. new SealingStore(connection, transaction: null).Checkpoints().Select(c => c.Note)];
    }

    private Findings Verify() => Host.Get<LogVerification>().Run(threads: 1, progress: null, CancellationToken.None).Findings;

    private string Export(string folder)
    {
        var path = Path.Combine(Host.Database.Folder, folder);
        Host.Get<LogExport>().Write(path, fromLeaf: 0, progress: null, CancellationToken.None);
        return path;
    }

    private (int Code, string Said) VerifyOutside(string export, string key, params string[] more)
    {
        using var said = new StringWriter();
        string[] state = more is ["--state", ..] ? [] : ["--state", Path.Combine(Host.Database.Folder, Guid.NewGuid().ToString("N"))];
        var code = Verifier.Run(["verify", export, "--key", key, .. state, .. more], said, said);
        return (code, said.ToString());
    }
}
