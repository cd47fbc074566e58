namespace CivilIdentity;

/// <summary>
/// Joins an upper-case Latin letter and a combining mark to the one character that keyboards produce (canonical composition),
/// so that both spellings of an accented letter compare equal.
/// </summary>
internal static class LatinComposition
{
    // By combining mark: letter, composed letter, letter, composed letter ...
    private static readonly Dictionary<int, string> _pairsByMark = new()
    {
        ['\u0300'] = "AÀEÈIÌOÒUÙÜǛNǸĒḔŌṐWẀÂẦĂẰÊỀÔỒƠỜƯỪYỲ",
        ['\u0301'] = "AÁEÉIÍOÓUÚYÝCĆLĹNŃRŔSŚZŹÜǗGǴÅǺÆǼØǾÇḈĒḖÏḮKḰMḾÕṌŌṒPṔŨṸWẂÂẤĂẮÊẾÔỐƠỚƯỨ",
        ['\u0302'] = "AÂEÊIÎOÔUÛCĈGĜHĤJĴSŜWŴYŶZẐẠẬẸỆỌỘ",
        ['\u0303'] = "AÃNÑOÕIĨUŨVṼÂẪĂẴEẼÊỄÔỖƠỠƯỮYỸ",
        ['\u0304'] = "AĀEĒIĪOŌUŪÜǕÄǞȦǠÆǢǪǬÖȪÕȬȮȰYȲGḠḶḸṚṜ",
        ['\u0306'] = "AĂEĔGĞIĬOŎUŬȨḜẠẶ",
        ['\u0307'] = "CĊEĖGĠIİZŻAȦOȮBḂDḊFḞHḢMṀNṄPṖRṘSṠŚṤŠṦṢṨTṪWẆXẊYẎ",
        ['\u0308'] = "AÄEËIÏOÖUÜYŸHḦÕṎŪṺWẄXẌ",
        ['\u0309'] = "AẢÂẨĂẲEẺÊỂIỈOỎÔỔƠỞUỦƯỬYỶ",
        ['\u030A'] = "AÅUŮ",
        ['\u030B'] = "OŐUŰ",
        ['\u030C'] = "CČDĎEĚLĽNŇRŘSŠTŤZŽAǍIǏOǑUǓÜǙGǦKǨƷǮHȞ",
        ['\u030F'] = "AȀEȄIȈOȌRȐUȔ",
        ['\u0311'] = "AȂEȆIȊOȎRȒUȖ",
        ['\u031B'] = "OƠUƯ",
        ['\u0323'] = "BḄDḌHḤKḲLḶMṂNṆRṚSṢTṬVṾWẈZẒAẠEẸIỊOỌƠỢUỤƯỰYỴ",
        ['\u0324'] = "UṲ",
        ['\u0325'] = "AḀ",
        ['\u0326'] = "SȘTȚ",
        ['\u0327'] = "CÇGĢKĶLĻNŅRŖSŞTŢEȨDḐHḨ",
        ['\u0328'] = "AĄEĘIĮUŲOǪ",
        ['\u032D'] = "DḒEḘLḼNṊTṰUṶ",
        ['\u032E'] = "HḪ",
        ['\u0330'] = "EḚIḬUṴ",
        ['\u0331'] = "BḆDḎKḴLḺNṈRṞTṮZẔ",
    };

    public static bool TryCompose(int letter, int mark, out int composed)
    {
        composed = 0;
        if (mark is < 0x0300 or > 0x036F || !_pairsByMark.TryGetValue(mark, out var pairs))
        {
            return false;
        }

        for (var i = 0; i < pairs.Length; i += 2)
        {
            if (pairs[i] == letter)
            {
                composed = pairs[i + 1];
                return true;
            }
        }

        return false;
    }
}
