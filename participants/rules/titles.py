"""The titles that Indonesian names carry, in the spelling of the Pedoman EYD.

A title is found by its letters alone, so "SKom", "S. Kom" and "S.Kom" are all printed S.Kom.
"""

import re


def spellings(listed: str) -> list[str]:
    """The words of a list that is kept as text, so that it stays a list to read."""
    return listed.split()


BEFORE = spellings("""
    Prof. Dr. dr. drg. drh. apt. Ns. Bdn. Ir. Drs. Dra. H. Hj. K.H. KH. R. Rr. R.A. R.Ay. R.M.
    R.Ngt. K.R.T. K.R.M.T. G.K.R. G.B.P.H. K.P.H. B.R.M. Tgk. Ust. Pdt. Tgh.
""")

AFTER = spellings("""
    S.H. S.E. S.T. S.P. S.S. S.I.P. S.IP. S.A.P. S.AP. S.A.N. S.STP. S.ST. S.S.T. S.Tr. S.Tr.IP.
    S.Tr.Kom. S.Tr.T. S.Tr.Keb. S.Tr.Kes. S.Tr.A.P. S.Kom. S.Sos. S.Si. S.Stat. S.Mat. S.Pd.
    S.Pd.I. S.Pd.SD. S.Ag. S.H.I. S.E.I. S.E.Sy. S.Th.I. S.Kom.I. S.Sos.I. S.Fil. S.Hum. S.Sn.
    S.Psi. S.Pt. S.Hut. S.Pi. S.Kel. S.T.P. S.TP. S.Farm. S.Kep. S.Keb. S.Ked. S.K.M. S.KM. S.Gz.
    S.KH. S.I.Kom. S.Ikom. S.I.Pust. S.Ptk. S.Ds. S.Ars. S.Par. S.Geo. S.Ak. S.Akt. S.M. S.M.B.
    S.A.B. S.Bns. S.Or. S.Inf. S.Tr.Sos. S.Tr.Gz. S.Fis. S.Kes. S.Ling. S.Adm. S.I.Q. M.H. M.Hum.
    M.Kn. M.M. M.E. M.Ec.Dev. M.Ak. M.Akt. M.A. M.Si. M.T. M.Eng. M.Kom. M.Cs. M.TI. M.T.I. M.MSI.
    M.IT. M.Sc. M.Sos. M.AP. M.A.P. M.IP. M.I.P. M.P.A. M.P.P. M.Pd. M.Pd.I. M.Ag. M.H.I. M.Psi.
    M.P. M.Kes. M.K.M. M.Kep. M.Keb. M.Farm. M.Biomed. M.Gizi. M.Sn. M.Ds. M.Ars. M.URP. M.P.W.K.
    M.P.H. M.Ling. M.Stat. M.Mat. M.I.Kom. M.Ikom. M.Han. M.Tr.IP. M.Tr.A.P. M.Fil. M.Or. M.Phil.
    M.Par. M.Pi. M.Pt. M.S. M.Tech. M.Acc. M.Dev. A.Ma. A.Ma.Pd. A.Md. A.Md.Kom. A.Md.T. A.Md.Kep.
    A.Md.Keb. A.Md.Kes. A.Md.Gz. A.Md.Farm. A.Md.Ak. A.Md.Par. A.Md.Stat. A.Md.A.B. A.Md.I.P.
    A.Md.LLASDP. A.Md.Pnl. A.Md.Rad. A.Md.RMIK. A.Md.KL. A.P. A.Ptnh. A.Pi. Sp.A. Sp.B. Sp.PD.
    Sp.OG. Sp.M. Sp.N. Sp.P. Sp.Rad. Sp.An. Sp.JP. Sp.PK. Sp.THT. Sp.KJ. Sp.KK. Sp.Ak. Ph.D. Ed.D.
    D.B.A. B.Sc. B.A. B.Eng. BBA. B.Com. Lc. Ners. Ns. Apt. Ak. IPM. IPU. ASEAN-Eng. Gr. Bc.IP.
    Bc.Hk. Dipl.Ing. DEA. SKM. SE. SH. ST. MBA. MPA. MPP. MPH. MSi. LL.M. LLM. CA. CPA. CGCAE.
    CRMP. QIA. CFrA. CCMS. QRMA. CRMO. CHRM. PMP. CISA. CEH. COBIT. ITIL. MCSA. CCNA. PIA. CIA.
    CFE. MT. MM. MH. MHum. MKes. MKom. MEng. MSc. MA. MAP. MIP. ME. MPd. SPd. SKom. SSos. SIP.
    SAP. SSTP. SSi. SAg. STP. SP. SPt. SHut. SPi. SFarm. SKep. SPsi. AMd. AMdKom. SST. SS. SIKom.
    SHI. SEI.
""")

# What stands before a name in an address and belongs to nobody's name.
SALUTATIONS = frozenset({"bpk", "bapak", "ibu", "sdr", "sdri", "saudara", "saudari", "yth"})

# Undotted spellings and certificates that are printed without a full stop.
_BARE = frozenset(
    spellings("""
    BBA CA CCMS CCNA CEH CFE CFrA CGCAE CHRM CIA CISA COBIT CPA CRMO CRMP DEA IPM IPU ITIL LLM MBA
    MCSA MPA MPH MPP Ners PIA PMP QIA QRMA
""")
)


def letters(written: str) -> str:
    """What a title is found by: its letters, small."""
    return re.sub(r"[^a-z]", "", written.lower())


def _printed(title: str) -> str:
    bare = title.rstrip(".")
    if title == "ASEAN-Eng.":
        return "ASEAN Eng."
    return bare if bare in _BARE else title


def _table(titles: list[str]) -> dict[str, str]:
    """Letters to print; the first spelling in the list wins, so dotted ones stand first."""
    table: dict[str, str] = {}
    for title in titles:
        table.setdefault(letters(title), _printed(title))
    return table


PREFIXES = _table(BEFORE)
SUFFIXES = _table(AFTER)
