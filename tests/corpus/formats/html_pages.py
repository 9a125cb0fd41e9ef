"""Web pages as hospitals, institutes and word processors write them, and a way to read them."""

from sure_marks import unmarked

from corpus.document import BlockKind, Content
from corpus.formats.markup.html import read_html
from corpus.options import Options

HOSPITAL_PAGE = """<!DOCTYPE html>
<!-- saved from url=(0042)https://www.hospital.example/gout -->
<html lang="en"><head><meta charset="utf-8"><title>Gout | Northtown Hospital</title>
<meta name="author" content="Webmaster"><meta property="og:site_name" content="Northtown Hospital">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "MedicalWebPage",
 "datePublished": "2019-01-02", "dateModified": "2023-05-03T10:00:00+00:00", "version": "2.1",
 "author": {"@type": "Person", "name": "Jane Smith"}}</script>
<style>p { color: red }</style><script>document.write("<p>written by a script</p>");</script></head>
<body class="page has-sidebar">
<a class="skip-link" href="#main">Skip to main content</a>
<div id="cookie-banner">
<p>We use cookies to make this site work as well as it can.</p><button>OK</button></div>
<header><img src="https://tracker.example/logo.png" alt="Logo"><a href="/">Northtown Hospital</a>
<form action="/search"><input name="q"><button>Search</button></form></header>
<nav><ul><li><a href="/a">Conditions</a></li><li><a href="/b">Clinics</a></li></ul></nav>
<div class="breadcrumb"><a href="/">Home</a> &gt; <a href="/c">Conditions</a> &gt; Gout</div>
<main id="main">
<h1>Gout</h1>
<div class="social-share"><a href="https://f.example">Facebook</a> <a
href="https://t.example">Twitter</a></div>
<p>Gout is a painful arthritis.<sup><a href="#ref-1">1</a></sup> Treat when uric acid is
 &ge;&nbsp;360&nbsp;&micro;mol/L and leucocytes are below 11&times;10<sup>9</sup>/L.</p>
<h2>Treatment</h2>
<h3>Colchicine</h3>
<p>Do not take colchicine if you have:</p>
<ul><li>severe kidney disease (eGFR &lt; 30)</li><li>liver disease<ul><li>cirrhosis</li></ul></li></ul>
<ol start="3" type="a"><li>Rest the joint.</li><li>Cool it.</li></ol>
<div class="callout callout--warning"><h4>Important</h4><p>Stop colchicine if you have diarrhoea.</p>
<p>Call your doctor.</p></div>
<h2>Diet</h2>
<div>Drink water.<br><br>Avoid beer <em>and</em> spi<b>rits</b>.<p>Lose weight slowly.</p>Keep active.</div>
<details><summary>Who is at risk?</summary><p>Men over 40.</p></details>
<p hidden>An unseen instruction.</p><div style="display: none">Another one.</div>
<template><p>A template.</p></template><noscript><p>Turn scripts on.</p></noscript>
</main>
<aside class="sidebar"><h2>Related pages</h2><ul><li><a href="/d">Arthritis</a></li></ul></aside>
<footer><p>© Northtown Hospital. <a href="/legal">Legal</a></p></footer>
</body></html>"""

GUIDELINE_PAGE = """<html><head><title>Management of gout - National Institute</title>
<meta name="citation_title" content="Management of gout"><meta name="citation_author" content="Smith, Jane">
<meta name="citation_author" content="Roe, A. B."><meta name="citation_publication_date" content="2022/06/09">
<meta name="citation_doi" content="https://doi.org/10.1000/gout.2022"></head><body>
<h1>Management of gout</h1>
<p>Offer urate-lowering therapy <a href="#t1">(Table 1)</a>. [<a href="#ref2">2</a>,<a href="#ref3">3</a>]</p>
<table><caption>Table 1. Doses</caption>
<thead><tr><th rowspan="2">Drug</th><th colspan="2">Daily dose</th></tr><tr><th>Start</th>
<th>Most</th></tr></thead>
<tfoot><tr><td colspan="3"><sup>a</sup> Less in renal impairment.</td></tr></tfoot>
<tbody><tr><th scope="row">Allopurinol</th><td>100&nbsp;mg<sup>a</sup></td><td>900 mg</td></tr>
<tr><th scope="row">Febuxostat</th><td>80 mg</td><td>120 mg</td></tr></tbody></table>
<figure><img src="x.png" alt="flow"><figcaption>Figure 1. Steps of <i>treatment</i>.</figcaption></figure>
<dl><dt>Flare</dt><dd>Sudden pain.</dd><dt>Tophus</dt><dd>A deposit of urate.</dd></dl>
<p>Score = <math><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac></math>.</p>
<section class="footnotes"><p><sup>a</sup> Check eGFR first.</p></section>
<h2>References</h2>
<ol class="references"><li id="ref1"><a href="https://doi.org/10.1/a">Doe J. Gout now. Lancet 2010.</a></li>
<li id="ref2">Roe A. Urate. BMJ 2011.</li></ol>
</body></html>"""

LEAFLET = """<HTML><BODY>
<P><B>Your medicine</B>
<P>Take it <FONT COLOR=red>every day</FONT> with food.
<TABLE BORDER=0><TR><TD><P>Keep out of reach of children.<P>Store below 25 &deg;C.</TABLE>
<P>&bull; swallow whole<BR>&bull; do not chew
<P>See <A HREF="a.htm">asthma</A>.
</BODY></HTML>"""


def read(page: str | bytes) -> Content:
    return unmarked(read_html(page.encode() if isinstance(page, str) else page, Options()))


def of_kind(content: Content, kind: BlockKind) -> list[str]:
    return [block.text for block in content.blocks if block.kind is kind]


def paragraphs(page: str | bytes) -> list[str]:
    return of_kind(read(page), BlockKind.PARAGRAPH)
